import { urgencyOf } from './priority.js'
import type { EngineState } from './state.js'

const MOST = 300

/**
 * The weight of a download where the limit is shared out: twice as much for each hundred of priority, so that `background`, `normal`
 * and `essential` get 1, 2 and 4. A higher one comes sooner, a lower one never stands still.
 */
export function shareOf(state: EngineState, id: string): number {
  const urgency = urgencyOf(state.downloads.get(id)?.priority ?? 'normal')
  return 2 ** (1 + Math.max(-MOST, Math.min(MOST, urgency)) / 100)
}

/** The limit that holds now, over all downloads together, bytes per second; null for none. That of an open window takes the place of the general one; whoever downloads yield to may lower it. */
export function limitOf({ settings, hours, yields }: EngineState): number | null {
  const isInWindow = settings.schedule !== null && hours.isOpen
  const own = isInWindow ? hours.bytesPerSecondLimit : settings.bytesPerSecondLimit
  return yields.reduce<number | null>((least, { bytesPerSecondLimit }) => {
    return least === null ? bytesPerSecondLimit : Math.min(least, bytesPerSecondLimit)
  }, own)
}
