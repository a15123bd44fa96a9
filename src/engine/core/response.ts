import { EngineError } from './errors.js'
import { errorOfStatus } from './status-error.js'
import { displayUrl } from './url.js'
import { isOtherVersion, type Validator, validatorOf } from './validator.js'

/** What was asked for, and what is known of the file. */
export interface Expectation {
  readonly url: string
  readonly path: string
  /** First byte asked for. */
  readonly start: number
  /** One past the last byte asked for; null for "to the end". */
  readonly end: number | null
  /** Bytes of the whole file; null where not known yet. */
  readonly totalBytes: number | null
  readonly validator: Validator
}

/** What a response is worth. */
export type Verdict =
  /** Bytes `[start, end)` of a file of `totalBytes`. */
  | {
      readonly kind: 'part'
      readonly start: number
      readonly end: number
      readonly totalBytes: number
      readonly validator: Validator
    }
  /** The file from byte 0; `totalBytes` null where the server does not say. */
  | { readonly kind: 'whole'; readonly totalBytes: number | null; readonly validator: Validator }
  /** Nothing to send at that place: the file ends at `totalBytes`. */
  | { readonly kind: 'end'; readonly totalBytes: number }
  /** A part of a file whose length nobody knows: nothing can be planned by it. */
  | { readonly kind: 'unsized' }
  /** It is another version than the one whose bytes are here. */
  | { readonly kind: 'changed' }

type Headers = Readonly<Record<string, string>>

/**
 * Judges a response by its status and headers, before a byte of it is believed.
 *
 * @throws EngineError for every other answer.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-14
 */
export function judgeResponse(expected: Expectation, status: number, headers: Headers): Verdict {
  if (status === 206) return judgePart(expected, headers)
  if (status === 200) return judgeWhole(expected, headers)
  if (status === 416) return judgeEnd(expected, headers)
  throw errorOfStatus(status, headers, expected.url)
}

function judgePart(expected: Expectation, headers: Headers): Verdict {
  checkContent(expected, headers)
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers['content-range']?.trim() ?? '')
  if (range === null) throw bad(expected, 'a part of a file without saying which part (Content-Range)')
  const start = Number(range[1])
  const end = Number(range[2]) + 1
  const total = range[3] === '*' ? expected.totalBytes : Number(range[3])
  if (start !== expected.start || end <= start || (expected.end !== null && end > expected.end)) {
    throw bad(expected, 'another part of the file than the one that was asked for')
  }
  const validator = validatorOf(headers)
  if (isOtherVersion(expected.validator, validator)) return { kind: 'changed' }
  if (total === null) return { kind: 'unsized' }
  if (end > total) throw bad(expected, 'a part of a file that is beyond its end')
  if (expected.totalBytes !== null && total !== expected.totalBytes) return { kind: 'changed' }
  return { kind: 'part', start, end, totalBytes: total, validator }
}

function judgeWhole(expected: Expectation, headers: Headers): Verdict {
  checkContent(expected, headers)
  const validator = validatorOf(headers)
  const length = headers['content-length']
  const told = length !== undefined && /^\d+$/.test(length) ? Number(length) : null
  const known = expected.totalBytes
  // One version has one length: what is shorter is cut off, however properly it ends.
  const isSameVersion = validator.etag !== null && validator.etag === expected.validator.etag
  if (told !== null && known !== null && told !== known && (isSameVersion || told === 0)) {
    throw bad(expected, `${told} bytes in place of the ${known} that the file has`)
  }
  return { kind: 'whole', totalBytes: told ?? (isSameVersion ? known : null), validator }
}

function judgeEnd(expected: Expectation, headers: Headers): Verdict {
  const total = /^bytes \*\/(\d+)$/.exec(headers['content-range']?.trim() ?? '')?.[1]
  if (total === undefined)
    throw bad(expected, 'that the range cannot be had, without saying how long the file is (416)')
  if (expected.totalBytes !== null && Number(total) !== expected.totalBytes) return { kind: 'changed' }
  if (Number(total) > expected.start) throw bad(expected, 'that a range within the file cannot be had (416)')
  return { kind: 'end', totalBytes: Number(total) }
}

function checkContent(expected: Expectation, headers: Headers): void {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? ''
  if (encoding !== '' && encoding !== 'identity') {
    throw bad(expected, `bytes packed with "${encoding}", though the plain file was asked for`)
  }
  if (isWebPage(headers, expected.path)) {
    throw new EngineError(
      'captive-portal',
      `${displayUrl(expected.url)} sent a web page in place of the model. A network sign-in page may stand in between: open a browser, sign in, then try again.`,
    )
  }
}

/** Whether a web page comes where a file of that path was asked for. */
export function isWebPage(headers: Headers, path: string): boolean {
  const isPage = /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(headers['content-type'] ?? '')
  return isPage && !/\.x?html?$/i.test(path)
}

function bad(expected: Expectation, what: string): EngineError {
  return new EngineError(
    'bad-response',
    `${displayUrl(expected.url)} sent ${what}. No byte of it was kept; it is tried again.`,
  )
}
