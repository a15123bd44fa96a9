import { EngineError, type ErrorCode } from '../core/errors.js'

/** What the daemon says of one file, read defensively: its numbers are texts. */
export interface Aria2Status {
  readonly status: 'active' | 'waiting' | 'paused' | 'error' | 'complete' | 'removed'
  /** 0 where not known. */
  readonly totalLength: number
  readonly completedLength: number
  /** Bytes whose digest is computed; null where none is being computed. */
  readonly verifiedLength: number | null
  readonly isVerifying: boolean
  readonly connections: number
  readonly errorCode: number
  readonly files: readonly { readonly path: string }[]
}

export const STATUS_KEYS = [
  'status',
  'totalLength',
  'completedLength',
  'verifiedLength',
  'verifyIntegrityPending',
  'connections',
  'errorCode',
  'files',
] as const

export function readStatus(value: unknown): Aria2Status {
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  const verified = fields.verifiedLength
  return {
    status: fields.status as Aria2Status['status'],
    totalLength: count(fields.totalLength),
    completedLength: count(fields.completedLength),
    verifiedLength: verified === undefined ? null : count(verified),
    isVerifying: verified !== undefined || fields.verifyIntegrityPending === 'true',
    connections: count(fields.connections),
    errorCode: count(fields.errorCode),
    files: Array.isArray(fields.files) ? (fields.files as { path: string }[]) : [],
  }
}

function count(value: unknown): number {
  const number = Number(value)
  return Number.isSafeInteger(number) && number >= 0 ? number : 0
}

const CODES: Readonly<Record<number, ErrorCode>> = {
  2: 'timeout',
  3: 'not-found',
  4: 'not-found',
  5: 'stalled',
  6: 'network',
  8: 'source-changed',
  9: 'disk-full',
  13: 'storage-io',
  14: 'storage-io',
  15: 'storage-io',
  16: 'storage-io',
  17: 'storage-io',
  18: 'storage-denied',
  19: 'network',
  22: 'bad-response',
  23: 'too-many-redirects',
  24: 'unauthorized',
  29: 'http-status',
  32: 'checksum-mismatch',
}

const WORDS: Partial<Readonly<Record<ErrorCode, string>>> = {
  timeout: 'The server did not answer in time. It is tried again.',
  'not-found': 'The server does not have this file. Check the address of the model.',
  stalled: 'The transfer was too slow. It is tried again.',
  network: 'The connection failed. It is tried again.',
  'source-changed':
    'The server cannot go on from where the file stands, or has another file now. Try again to start over.',
  'disk-full': 'The disk is full. Free up space, then try again.',
  'storage-denied': 'The folder of the model cannot be made. Check who may write to it.',
  'bad-response': 'The server sent an answer that cannot be used. It is tried again.',
  'too-many-redirects': 'The server sends from one address to the next without end. Check the address of the model.',
  unauthorized: 'The server asks for a sign-in. Sign in, then try again.',
  'http-status': 'The server is overloaded. It is tried again.',
  'checksum-mismatch':
    'The file that came is not the right one: its digest is another. Try again, or from another source.',
}

/** The error of a download that the daemon gave up. @see https://aria2.github.io/manual/en/html/aria2c.html#exit-status */
export function errorOf(code: number): EngineError {
  const known = CODES[code] ?? 'network'
  const words = WORDS[known] ?? 'aria2 could not write the file. Check its folder, then try again.'
  const options = known === 'http-status' ? { retryable: true } : {}
  return new EngineError(known, `${words} (aria2 error ${code})`, options)
}
