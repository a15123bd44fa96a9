import type { Receipt } from './command.js'
import type { Engine } from './engine.js'
import { fromErrorData } from './errors.js'

export interface YieldOptions {
  /** What all downloads together may have meanwhile, bytes per second. Default 0: they stop. */
  readonly bytesPerSecondLimit?: number
}

/** A yield that is asked for. */
export interface StartedYield {
  /** Settles once the engine yields; rejects with `EngineError` where it refused. */
  readonly taken: Promise<void>
  /** Ends it. Never rejects: an engine that is out of reach has ended it by itself. A second call does nothing. */
  release(): Promise<void>
}

/** Tells the yields of one program apart; those of another program come over a border, which tells its listeners apart. */
let lastHolder = 0

/**
 * Asks downloads to make room until it is released. Behind a border the engine ends the yields of a page that it lost: they are asked for
 * anew when the link is back.
 */
export function startYield(engine: Engine, reason: string, options: YieldOptions = {}): StartedYield {
  const { bytesPerSecondLimit = 0 } = options
  lastHolder += 1
  const holder = `${lastHolder}`
  let { link } = engine.getSnapshot()
  let released: Promise<void> | null = null

  const ask = (limit: number | null): Promise<Receipt> =>
    engine.dispatch({ type: 'yield', holder, reason, bytesPerSecondLimit: limit })

  const unsubscribe = engine.subscribe(() => {
    const before = link
    link = engine.getSnapshot().link
    if (link === 'open' && before === 'lost') void ask(bytesPerSecondLimit)
  })

  async function take(): Promise<void> {
    const receipt = await ask(bytesPerSecondLimit)
    if (receipt.ok) return
    unsubscribe()
    throw fromErrorData(receipt.error)
  }

  const taken = take()
  return {
    taken,
    release() {
      unsubscribe()
      released ??= ask(null).then(() => undefined)
      return released
    },
  }
}
