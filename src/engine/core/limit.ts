import type { Priority } from './download.js'
import type { EngineState } from './state.js'

/** What a download of a priority gets of a limit, beside others: a higher one comes sooner, a lower one never stands still. */
const SHARES: Readonly<Record<Priority, number>> = { essential: 4, normal: 2, background: 1 }

/** The weight of a download where the limit is shared out. */
export function shareOf(state: EngineState, id: string): number {
  return SHARES[state.downloads.get(id)?.priority ?? 'normal']
}

/** The limit that holds now, over all downloads together, bytes per second; null for none. That of an open window takes the place of the general one. */
export function limitOf({ settings, hours }: EngineState): number | null {
  const isInWindow = settings.schedule !== null && hours.isOpen
  return isInWindow ? hours.bytesPerSecondLimit : settings.bytesPerSecondLimit
}
