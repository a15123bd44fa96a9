import type { Engine } from '../engine/core/engine.js'

/** Settles once the engine's link is open, or closed for good. */
export function whenOpen(engine: Pick<Engine, 'getSnapshot' | 'subscribe'>): Promise<void> {
  const isSettled = (): boolean => {
    const { link } = engine.getSnapshot()
    return link === 'open' || link === 'closed'
  }
  return new Promise((resolve) => {
    if (isSettled()) return resolve()
    const stop = engine.subscribe(() => {
      if (!isSettled()) return
      stop()
      resolve()
    })
  })
}
