import { EngineError } from '../core/errors.js'
import { isWebPage } from '../core/response.js'
import type { HostContext } from './context.js'
import { openSource } from './transfer/open-source.js'

/** A line may be slow to come back, and a question hang on what is gone. Later ones are sent meanwhile. */
const PATIENCE_MS = 10_000

/** Asks whether a model's own origin can be reached. No other site is ever asked. */
export interface Probes {
  /** Whether it answers, whatever it says, and no sign-in page stands in between. Never rejects. */
  ask(url: string, privateOrigins?: readonly string[]): Promise<boolean>
  /** Gives up what is asked. */
  stop(): void
}

export function createProbes({ platform, options }: Pick<HostContext, 'platform' | 'options'>): Probes {
  const asked = new Set<AbortController>()

  async function isReachable(url: string, signal: AbortSignal, privateOrigins?: readonly string[]): Promise<boolean> {
    const request = { url, resolved: null, headers: {}, signal, method: 'HEAD', privateOrigins } as const
    const { response } = await openSource(platform.http, options, request)
    response.discard()
    return response.status >= 400 || !isWebPage(response.headers, new URL(url).pathname)
  }

  return {
    async ask(url, privateOrigins) {
      const abort = new AbortController()
      asked.add(abort)
      const giveUp = (): void => abort.abort(new EngineError('timeout', 'The server did not answer in time.'))
      const cancel = platform.clock.setTimer(PATIENCE_MS, giveUp)
      try {
        return await isReachable(url, abort.signal, privateOrigins)
      } catch {
        return false
      } finally {
        cancel()
        asked.delete(abort)
      }
    },
    stop() {
      for (const abort of asked) abort.abort(new EngineError('closed', 'The engine was closed.'))
    },
  }
}
