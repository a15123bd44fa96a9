import type { EngineError } from '../../core/errors.js'
import type { Source } from './sources.js'

/** One request's part in finding out where a URL leads, now that the link it led to has expired. */
export interface Renewal {
  /** The new link, which another request may have to find first; null where this one is to. Rejects with what that other was refused with. */
  renewed(expired: string): Promise<string | null>
  /** The request has its answer, or its error; `refusal` holds for those that wait for it, too. */
  end(refusal: EngineError | null): void
}

/** All lanes find at the same time that a link has expired: one of them asks for a new one, the others wait for it. */
export function createRenewal(source: Source): Renewal {
  let finish: ((refusal: EngineError | null) => void) | null = null
  return {
    async renewed(expired) {
      while (source.renewing !== null) {
        const refusal = await source.renewing
        if (refusal !== null) throw refusal
      }
      if (source.resolved !== null && source.resolved !== expired) return source.resolved
      source.renewing = new Promise((resolve) => {
        finish = resolve
      })
      return null
    },
    end(refusal) {
      if (finish === null) return
      source.renewing = null
      finish(refusal)
    },
  }
}
