import { EngineError } from '../../core/errors.js'
import { displayUrl } from '../../core/url.js'

const PROBE_MS = 5_000

/**
 * Why a `fetch` failed. A browser says no more than "failed": the line may be down, or the server does not let this page read its answer. A
 * second request whose answer nobody may read tells the two apart.
 */
export async function explainFailure(error: unknown, url: string): Promise<EngineError> {
  const { origin, protocol } = new URL(url)
  if (protocol === 'http:' && self.location.protocol === 'https:' && !isLoopback(url)) {
    return new EngineError(
      'insecure-url',
      `${displayUrl(url)} is http:, which browsers block in a page that came over https:. Give a URL with https:.`,
      { cause: error },
    )
  }
  if (origin !== self.location.origin && navigator.onLine && (await answers(url))) {
    return new EngineError(
      'forbidden',
      `${origin} answers, but does not let pages of ${self.location.origin} read what it sends. Its server has to send "Access-Control-Allow-Origin" (and "Access-Control-Allow-Headers" for headers of your own), also with errors: a model that needs a sign-in or a licence shows no more than this.`,
      { cause: error, action: 'check-url' },
    )
  }
  return networkError(url, navigator.onLine ? 'the server cannot be reached' : 'this device is offline', error)
}

/** A broken connection. Retryable. */
export function networkError(url: string, what: string, cause: unknown): EngineError {
  return new EngineError('network', `${displayUrl(url)}: ${what}. What is here is kept; it is tried again.`, { cause })
}

async function answers(url: string): Promise<boolean> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), PROBE_MS)
  try {
    await fetch(url, { mode: 'no-cors', cache: 'no-store', signal: abort.signal, headers: { range: 'bytes=0-0' } })
    return true
  } catch {
    return false
  } finally {
    clearTimeout(timer)
    abort.abort()
  }
}

function isLoopback(url: string): boolean {
  return /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname)
}
