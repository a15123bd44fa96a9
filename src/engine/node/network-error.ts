import { EngineError } from '../core/errors.js'

const RETRYABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there, or a firewall refuses the connection',
  ENOTFOUND: 'the name is not known. Check the spelling and the network connection',
  EAI_AGAIN: 'the name could not be looked up. The network connection may be down',
  ECONNRESET: 'the connection was cut off by the other side or on the way',
  ECONNABORTED: 'the connection was cut off by this system',
  EPIPE: 'the connection was cut off by the other side',
  UND_ERR_SOCKET: 'the connection was closed before the answer was complete',
  ETIMEDOUT: 'no answer came in time',
  UND_ERR_CONNECT_TIMEOUT: 'no connection could be made in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer came in time',
  UND_ERR_BODY_TIMEOUT: 'the answer stopped coming',
  EHOSTUNREACH: 'there is no way to that host from this network',
  ENETUNREACH: 'there is no network connection to it',
  ENETDOWN: 'the network is down',
  EADDRNOTAVAIL: 'this system has no address or port left to connect from',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer was shorter or longer than it promised',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'the answer was larger than it may be',
}

const UNTRUSTED =
  "its certificate is not trusted. A company proxy may be reading the traffic: give its root certificate in the engine's ca option"

const LASTING: Readonly<Record<string, string>> = {
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  CERT_UNTRUSTED: UNTRUSTED,
  CERT_SIGNATURE_FAILURE: UNTRUSTED,
  CERT_HAS_EXPIRED: "its certificate has expired. Check this system's date, or tell whoever runs the server",
  CERT_NOT_YET_VALID: "its certificate is not valid yet. Check this system's date",
  CERT_REVOKED: 'its certificate was revoked',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its certificate is for another name. The address may be wrong, or a proxy answers in its place',
  UND_ERR_PRX_TLS: "the proxy's certificate is not trusted or is for another name",
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak https on that port',
  EPROTO: 'no secure connection could be agreed on. It may not speak https on that port',
  ERR_INVALID_PROTOCOL: 'the address is neither http nor https',
  UND_ERR_INVALID_ARG: 'the request is not allowed. Check the URL and the headers option',
}

/**
 * The {@link EngineError} for a request that got no answer, or half of one: `network` (`closed` once the engine was closed).
 * Names host and port only; the URL's path, query and credentials stay out of it.
 */
export function networkError(error: unknown, url: string): EngineError {
  const host = hostOf(url)
  const code = systemCodeOf(error)
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') {
    return new EngineError('closed', `The connection to ${host} ended because the engine was closed.`, { cause: error })
  }
  const proxyStatus = /Proxy response \((\d+)\)|Proxy Authentication Required \((407)\)/.exec(messageOf(error))
  if (proxyStatus !== null) return proxyError(host, Number(proxyStatus[1] ?? proxyStatus[2]), error)
  const lasting = LASTING[code]
  if (lasting !== undefined) {
    return new EngineError('network', `Could not download from ${host}: ${lasting} (${code}).`, {
      retryable: false,
      cause: error,
    })
  }
  const what = ofNoUse(code)
  if (what !== null) {
    return new EngineError('bad-response', `Could not download from ${host}: ${what} (${code}). It is tried again.`, {
      cause: error,
    })
  }
  const why = RETRYABLE[code] ?? 'the connection failed'
  return new EngineError('network', `Could not download from ${host}: ${why}${code === '' ? '' : ` (${code})`}.`, {
    cause: error,
  })
}

/** Whether the connection of a request that was not answered had been used before, or may have been, and was closed. */
export function isClosedUnanswered(error: unknown): boolean {
  const code = systemCodeOf(error)
  if (code === 'ECONNRESET' || code === 'EPIPE') return true
  const { socket } = error as { readonly socket?: { readonly bytesRead?: number } | null }
  return code === 'UND_ERR_SOCKET' && (socket?.bytesRead ?? 0) > 0
}

/** What is wrong with a server that answers, but not as it has to: asked often enough, it does not get better. */
function ofNoUse(code: string): string | null {
  if (code.startsWith('HPE_')) return 'its answer is not valid HTTP'
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'its answer has too many headers'
  return /^(ERR_SSL_|ERR_TLS_)/.test(code) ? 'no secure connection to it could be made, or kept' : null
}

/** The error of a body that broke off: one that was ended in good order before all of it had come is too short, not a broken line. */
export function bodyError(error: unknown, url: string): EngineError {
  const code = systemCodeOf(error)
  if (code !== 'UND_ERR_SOCKET' && code !== 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') return networkError(error, url)
  return new EngineError(
    'size-mismatch',
    `${hostOf(url)} ended its answer before the whole file had come. What came is kept, the rest is asked for again.`,
    { retryable: true, action: 'retry', cause: error },
  )
}

function proxyError(host: string, status: number, cause: unknown): EngineError {
  const why = status === 407 ? 'wants a user name and password: give them in the proxy option' : `answered ${status}`
  return new EngineError('network', `Could not download from ${host}: the proxy ${why}.`, {
    retryable: status >= 500,
    cause,
  })
}

/** There is no way out of this machine. */
const NO_NETWORK: ReadonlySet<string> = new Set(['ENETUNREACH', 'ENETDOWN'])
/** There may be none: a name that cannot be looked up, an address that cannot be reached. */
const PERHAPS_NO_NETWORK: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'EADDRNOTAVAIL'])

/**
 * Whether an error says that this machine has no network: `unsure` where a machine that has one may get it, too. Where a name has several
 * addresses, each of them has to say so.
 */
export function noNetworkIn(error: unknown): 'sure' | 'unsure' | 'no' {
  const codes = systemCodesOf(error)
  if (codes.length > 0 && codes.every((code) => NO_NETWORK.has(code))) return 'sure'
  const isPossible = codes.length > 0 && codes.every((code) => NO_NETWORK.has(code) || PERHAPS_NO_NETWORK.has(code))
  return isPossible ? 'unsure' : 'no'
}

/** The codes of all errors that one is made of. */
function systemCodesOf(error: unknown): readonly string[] {
  if (typeof error !== 'object' || error === null) return []
  const { code, errors, cause } = error as { code?: unknown; errors?: unknown; cause?: unknown }
  if (Array.isArray(errors) && errors.length > 0) return errors.flatMap(systemCodesOf)
  const own = typeof code === 'string' && /^E[A-Z_]+$/.test(code) ? [code] : []
  return own.length > 0 ? own : systemCodesOf(cause)
}

/** Host and port, never more. */
function hostOf(url: string): string {
  try {
    const { hostname, port, protocol } = new URL(url)
    return `${hostname}:${port === '' ? (protocol === 'https:' ? 443 : 80) : port}`
  } catch {
    return 'the server'
  }
}

function systemCodeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  const { name, code, errors, cause } = error as { name?: unknown; code?: unknown; errors?: unknown; cause?: unknown }
  if (code === 'UND_ERR_SOCKET' && systemCodeOf(cause) !== '') return systemCodeOf(cause)
  if (typeof code === 'string') return code
  if (name === 'HTTPParserError') return 'HPE_INVALID'
  // An AggregateError: each address of the name failed in its own way.
  if (Array.isArray(errors) && errors.length > 0) return systemCodeOf(errors[0])
  return systemCodeOf(cause)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : ''
}
