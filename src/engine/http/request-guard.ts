import { EngineError } from '../core/errors.js'

export interface RequestGuardOptions {
  readonly token: string
  readonly origins: readonly string[]
  readonly hosts: readonly string[]
}

/** A request that is turned away: its status and why. */
export interface Denial {
  readonly status: number
  readonly error: EngineError
}

export interface RequestGuard {
  /** The request's origin where it is one of the listed; null where it has none. */
  allowedOrigin(request: Request): string | null
  /** Host and origin: what a browser cannot be made to forge. */
  checkPlace(request: Request): Denial | null
  checkToken(request: Request): Promise<Denial | null>
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])
const MIN_TOKEN = 16

/** @throws EngineError `invalid-command` where the token is too short to be secret, or an origin is none. */
export function createRequestGuard({ token, origins, hosts }: RequestGuardOptions): RequestGuard {
  if (typeof token !== 'string' || token.length < MIN_TOKEN) {
    throw new EngineError(
      'invalid-command',
      `The handler needs a token of at least ${MIN_TOKEN} characters, since it alone keeps strangers out. Make one by crypto.randomUUID() at each start.`,
    )
  }
  const allowedOrigins = new Set(origins.map(checkOrigin))
  const allowedHosts = new Set(hosts.map(bracketed))
  const expected = digest(token)

  function allowedOrigin(request: Request): string | null {
    const origin = request.headers.get('origin')
    return origin !== null && allowedOrigins.has(origin.toLowerCase()) ? origin : null
  }

  return {
    allowedOrigin,
    checkPlace(request) {
      const host = (request.headers.get('host') ?? new URL(request.url).host).toLowerCase()
      if (!LOOPBACK.has(withoutPort(host)) && !allowedHosts.has(host) && !allowedHosts.has(withoutPort(host))) {
        return deny(
          403,
          `The Host header names ${quote(host)}, which is not this machine: another site may stand behind it. Use localhost, or add the name to hosts.`,
        )
      }
      const origin = request.headers.get('origin')
      if (origin !== null && allowedOrigin(request) === null) {
        return deny(
          403,
          `Pages of ${quote(origin)} may not use this engine. Add that origin to origins if they should.`,
        )
      }
      // A browser leaves Origin out of some requests of other sites; this it never does, and no page can forge it.
      const site = request.headers.get('sec-fetch-site')
      if (origin === null && (site === 'cross-site' || site === 'same-site')) {
        return deny(403, 'A page of another site sent this request, without saying which. Add its origin to origins.')
      }
      return null
    },
    async checkToken(request) {
      const [, given = ''] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
      // Digests are of equal length and tell nothing of the token, so that the comparison takes the same time whatever was given.
      const isRight = isSame(await expected, await digest(given))
      if (given !== '' && isRight) return null
      const what = given === '' ? 'The request brings no token.' : 'The token is not the right one.'
      const error = new EngineError(
        'unauthorized',
        `${what} Send the token of this handler in the header "Authorization: Bearer …".`,
        { action: null },
      )
      return { status: 401, error }
    },
  }
}

/** @throws EngineError `invalid-command`: `null` is every sandboxed frame and local file, and a pattern would match nothing. */
function checkOrigin(origin: string): string {
  const text = origin.replace(/\/$/, '').toLowerCase()
  if (/^https?:\/\/[^/?#@*]+$/.test(text) && URL.canParse(text)) return new URL(text).origin
  // Apps serve their pages by schemes of their own: app://bundle, tauri://localhost.
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/?#@*]+$/.test(text) && !text.startsWith('http')) return text
  throw new EngineError(
    'invalid-command',
    `origins lists ${quote(origin)}, which is no origin that a page can be told by. Write it like "http://localhost:5173".`,
  )
}

/** An IPv6 address stands in brackets in a Host header, and often without them in a list. */
function bracketed(host: string): string {
  const text = host.toLowerCase()
  return /^[0-9a-f:.]*:[0-9a-f.]*:[0-9a-f:.]*$/.test(text) ? `[${text}]` : text
}

function deny(status: number, message: string): Denial {
  return { status, error: new EngineError('forbidden', message, { action: null }) }
}

function withoutPort(host: string): string {
  return host.replace(/:\d*$/, '')
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 200))
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.reduce((difference, byte, at) => difference | (byte ^ (b[at] as number)), a.length ^ b.length) === 0
}
