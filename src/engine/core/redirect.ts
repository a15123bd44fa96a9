import { EngineError } from './errors.js'
import { displayUrl, isTransportAllowed } from './url.js'

/** Redirects followed for one request at most. */
export const MAX_REDIRECTS = 10

const REDIRECT_STATUS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

export function isRedirect(status: number): boolean {
  return REDIRECT_STATUS.has(status)
}

/**
 * Where a redirect leads, if it may be followed.
 *
 * @throws EngineError `bad-response` without a readable Location, `insecure-url` for another scheme or a step down from https to http.
 */
export function redirectTarget(from: string, location: string | undefined, allowInsecureHttp: boolean): string {
  const target = resolve(from, location)
  if (target === null) throw new EngineError('bad-response', `${displayUrl(from)} redirects without saying where to.`)
  const isDowngrade = new URL(from).protocol === 'https:' && target.protocol !== 'https:'
  if (isDowngrade || !isTransportAllowed(target, allowInsecureHttp)) {
    throw new EngineError(
      'insecure-url',
      `${displayUrl(from)} redirects to ${target.protocol}//${target.host}, which is not safe to download from. Check the model's URL.`,
    )
  }
  return target.href
}

/** Whether credentials meant for one URL may be sent to another: only within one origin. */
export function isSameOrigin(a: string, b: string): boolean {
  return new URL(a).origin === new URL(b).origin
}

function resolve(from: string, location: string | undefined): URL | null {
  if (location === undefined || location === '') return null
  try {
    return new URL(location, from)
  } catch {
    return null
  }
}
