import { EngineError } from '../core/errors.js'
import type { Files } from '../ports/files.js'

/** Free space that running downloads still need stays spoken for, so that two of them never count on the same bytes. */
export interface SpaceLedger {
  /**
   * Speaks for the bytes that a run still has to write. `remaining` is asked again whenever another run comes.
   *
   * @returns a function that gives them free.
   * @throws EngineError `disk-full`, with how much is missing.
   */
  claim(id: string, remaining: () => number): Promise<() => void>
  /** What the runs of all models but one still have to write. */
  spokenFor(exceptId: string): number
}

export function createSpaceLedger(files: Files): SpaceLedger {
  const claims = new Map<() => number, string>()
  return {
    async claim(id, remaining) {
      const free = await files.freeBytes()
      const spokenFor = [...claims.keys()].reduce((sum, claim) => sum + claim(), 0)
      const missing = free === null ? 0 : remaining() + spokenFor - free
      if (missing > 0) {
        throw new EngineError(
          'disk-full',
          `There is not enough room for model "${id}": ${missing.toLocaleString('en')} bytes are missing. Free some space, then try again; nothing that was downloaded is lost.`,
        )
      }
      claims.set(remaining, id)
      return () => claims.delete(remaining)
    },
    spokenFor: (exceptId) => [...claims].reduce((sum, [claim, id]) => sum + (id === exceptId ? 0 : claim()), 0),
  }
}
