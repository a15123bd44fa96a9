import type { Download } from '../../../src/engine/core/download.js'
import type { EngineSnapshot } from '../../../src/engine/core/snapshot.js'
import type { SimulatedEngine } from '../../../src/engine/testing/index.js'
import { checkSnapshot, checkStep } from '../core/invariants.js'

/** Holds every publish of engines on one machine to the contract of progress, also across the death of one and the start of the next. */
export interface Watch {
  /** To be called with each snapshot of one engine, from its first on. */
  life(): (now: EngineSnapshot) => void
  /** Watches an engine from now on; gives it back. */
  on(engine: SimulatedEngine): SimulatedEngine
  /** A download that was asked for anew, perhaps as another: the next step of it is free. */
  asked(id: string): void
  /** Throws the first breach. Thrown where it was seen, it would go astray in the engine. */
  verdict(): void
}

export function createWatch(secret: string | null = null): Watch {
  let breach: unknown = null
  let freed: string | null = null
  /** What was shown to survive a crash. */
  const promised = new Map<string, Download>()

  function look(before: EngineSnapshot | null, now: EngineSnapshot): void {
    if (now.link === 'connecting') return
    checkSnapshot(now)
    if (secret !== null && JSON.stringify(now).includes(secret)) throw new Error('A snapshot holds a secret.')
    if (before !== null) checkStep(before, now, freed)
    freed = null
    for (const id of now.order) keepsPromise(id, now.downloads[id] as Download)
    for (const id of [...promised.keys()]) if (now.downloads[id] === undefined) promised.delete(id)
  }

  function keepsPromise(id: string, now: Download): void {
    const old = promised.get(id)
    promised.set(id, now)
    if (old === undefined || old.status === 'cancelled' || now.status === 'cancelled') return
    if (now.restarts < old.restarts) throw new Error(`${old.restarts} restarts were told, and now ${now.restarts}.`)
    if (now.restarts > old.restarts || old.status === 'completed') return
    if (now.receivedBytes < old.committedBytes) {
      throw new Error(`${old.committedBytes} bytes were committed, and ${now.receivedBytes} are here (${now.status}).`)
    }
  }

  function life(): (now: EngineSnapshot) => void {
    let before: EngineSnapshot | null = null
    return (now) => {
      try {
        look(before, now)
      } catch (thrown) {
        breach ??= thrown
      }
      before = now.link === 'connecting' ? null : now
    }
  }

  return {
    life,
    on(engine) {
      const see = life()
      engine.subscribe(() => see(engine.getSnapshot()))
      return engine
    },
    asked(id) {
      freed = id
      promised.delete(id)
    },
    verdict() {
      if (breach !== null) throw breach
    },
  }
}
