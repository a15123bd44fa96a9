/**
 * Every way a download or a command can go wrong. The code is stable; the message is for people.
 *
 * Retryable by nature: `network`, `timeout`, `stalled`, `rate-limited`, `http-status` (5xx, 408, 425), `link-lost`.
 */
export const ERROR_CODES = [
  'invalid-model',
  'invalid-command',
  'unsupported',
  'unknown-download',
  'network',
  'timeout',
  'stalled',
  'http-status',
  'not-found',
  'unauthorized',
  'forbidden',
  'gated',
  'rate-limited',
  'bad-response',
  'source-changed',
  'too-many-redirects',
  'insecure-url',
  'captive-portal',
  'checksum-mismatch',
  'size-mismatch',
  'disk-full',
  'storage-denied',
  'storage-io',
  'quota-exceeded',
  'locked',
  'cancelled',
  'link-lost',
  'closed',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/** What a person can do about an error. `null` where nothing but waiting or another model helps. */
export const ERROR_ACTIONS = ['retry', 'sign-in', 'accept-license', 'free-space', 'check-url'] as const

export type ErrorAction = (typeof ERROR_ACTIONS)[number]

/** An error as plain JSON: what crosses a border and what a snapshot carries. Never holds a credential or a query string. */
export interface ErrorData {
  readonly code: ErrorCode
  /** What happened, why it matters, what to do. English; components show words of their own by `code`. */
  readonly message: string
  /** Whether the same request may succeed later without anything being changed. */
  readonly retryable: boolean
  readonly action: ErrorAction | null
}

export interface EngineErrorOptions {
  /** Default: what is usual for the code. */
  readonly retryable?: boolean
  /** Default: what is usual for the code. */
  readonly action?: ErrorAction | null
  readonly cause?: unknown
}

const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  'network',
  'timeout',
  'stalled',
  'rate-limited',
  'bad-response',
  'captive-portal',
  'locked',
  'link-lost',
])

// Whole, so that it tells which codes there are too: a page would carry their list twice otherwise.
const ACTIONS: Readonly<Record<ErrorCode, ErrorAction | null>> = {
  'invalid-model': null,
  'invalid-command': null,
  unsupported: null,
  'unknown-download': null,
  network: 'retry',
  timeout: 'retry',
  stalled: 'retry',
  'http-status': 'retry',
  'rate-limited': 'retry',
  'bad-response': 'retry',
  'source-changed': 'retry',
  'captive-portal': 'retry',
  'storage-io': 'retry',
  'storage-denied': 'retry',
  'checksum-mismatch': 'retry',
  locked: 'retry',
  'link-lost': 'retry',
  cancelled: 'retry',
  unauthorized: 'sign-in',
  forbidden: 'sign-in',
  gated: 'accept-license',
  'disk-full': 'free-space',
  'quota-exceeded': 'free-space',
  'not-found': 'check-url',
  'insecure-url': 'check-url',
  'too-many-redirects': 'check-url',
  'size-mismatch': 'check-url',
  closed: null,
}

/**
 * The one error class of the engine. Errors cross realms and processes, where `instanceof` is wrong:
 * guard with {@link isEngineError}.
 */
export class EngineError extends Error implements ErrorData {
  override readonly name = 'EngineError'
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly action: ErrorAction | null

  constructor(code: ErrorCode, message: string, options: EngineErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.retryable = options.retryable ?? RETRYABLE.has(code)
    this.action = options.action === undefined ? (ACTIONS[code] ?? null) : options.action
  }
}

/** Whether a value is an {@link EngineError}, from this realm or any other; with `code`, whether it is of that code. */
export function isEngineError(value: unknown, code?: ErrorCode): value is EngineError {
  if (typeof value !== 'object' || value === null) return false
  const error = value as { name?: unknown; code?: unknown }
  return error.name === 'EngineError' && isCode(error.code) && (code === undefined || error.code === code)
}

function isCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ACTIONS, value)
}

/** The plain-JSON form of an error: what goes into snapshots, receipts and journals. */
export function toErrorData(error: ErrorData): ErrorData {
  return { code: error.code, message: error.message, retryable: error.retryable, action: error.action }
}

/** The throwable form of {@link ErrorData}. */
export function fromErrorData(data: ErrorData): EngineError {
  return new EngineError(data.code, data.message, { retryable: data.retryable, action: data.action })
}

/** The data of any thrown value; what is not an {@link EngineError} becomes `fallback`, with the message left out (it may hold a secret). */
export function errorDataOf(thrown: unknown, fallback: ErrorCode, what: string): ErrorData {
  return toErrorData(isEngineError(thrown) ? thrown : new EngineError(fallback, what, { cause: thrown }))
}
