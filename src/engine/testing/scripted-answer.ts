import type { HttpRequest, HttpResponse } from '../ports/http.js'
import { type OriginFile, type Slice, sliceFor } from './origin-file.js'
import type { ScriptedLink } from './scripted-link.js'
import { SparseBytes } from './sparse-bytes.js'

/** What a request can meet instead of a correct answer. Offsets count from the file's first byte. */
export type HttpFault =
  | { readonly type: 'network' }
  | {
      readonly type: 'status'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
    }
  /** The right answer, so many milliseconds later than others. */
  | { readonly type: 'late'; readonly ms: number }
  | { readonly type: 'redirect'; readonly to: string; readonly status?: number }
  /** The connection breaks at this offset. */
  | { readonly type: 'cut'; readonly at: number }
  /** No byte comes after this offset, and no end either. */
  | { readonly type: 'stall'; readonly at: number }
  /** The last so many bytes of the answer come one at a time. */
  | { readonly type: 'drip'; readonly last: number }
  /** The body ends at this offset as if it were whole. */
  | { readonly type: 'short'; readonly at: number }
  /** 200 and the whole file, whatever was asked for. */
  | { readonly type: 'ignore-range' }
  /** 206 of another range than the one asked for, so many bytes later. */
  | { readonly type: 'wrong-range'; readonly by: number }

/** What comes back over the line: the correct answer, or what the fault makes of it. No file is 404. */
export function answer(
  asked: HttpRequest,
  file: OriginFile | null,
  fault: HttpFault | null,
  link: ScriptedLink,
): HttpResponse {
  if (fault?.type === 'redirect') return plain(asked, link, fault.status ?? 302, { location: fault.to }, '')
  if (fault?.type === 'status') return plain(asked, link, fault.status, fault.headers ?? {}, fault.body ?? '')
  if (file === null) return plain(asked, link, 404, { 'content-type': 'text/plain' }, 'There is no such file.')
  const right = sliceFor(fault?.type === 'ignore-range' ? { ...file, ranges: false } : file, asked.headers)
  const slice = fault?.type === 'wrong-range' ? shifted(right, fault.by, file.content.size) : right
  const plan = {
    from: slice.from,
    to: fault?.type === 'short' ? Math.min(fault.at, slice.to) : slice.to,
    cutAt: fault?.type === 'cut' ? Math.max(fault.at, slice.from) : null,
    stallAt: fault?.type === 'stall' ? Math.max(fault.at, slice.from) : null,
    dripAt: fault?.type === 'drip' ? Math.max(slice.to - fault.last, slice.from) : null,
  }
  return respond(asked, slice, link.stream(file.content, plan, asked.signal))
}

function shifted(slice: Slice, by: number, size: number): Slice {
  if (slice.status !== 206) return slice
  const from = slice.from + by
  const told = { 'content-range': `bytes ${from}-${slice.to - 1}/${size}`, 'content-length': `${slice.to - from}` }
  return { ...slice, from, headers: { ...slice.headers, ...told } }
}

function plain(
  asked: HttpRequest,
  link: ScriptedLink,
  status: number,
  headers: Readonly<Record<string, string>>,
  text: string,
): HttpResponse {
  const content = SparseBytes.ofBytes(Uint8Array.from(text, (letter) => letter.charCodeAt(0)))
  const body = link.stream(
    content,
    { from: 0, to: content.size, cutAt: null, stallAt: null, dripAt: null },
    asked.signal,
  )
  return respond(asked, { status, headers: { 'content-length': `${content.size}`, ...headers } }, body)
}

function respond(
  { url }: HttpRequest,
  { status, headers }: Pick<HttpResponse, 'status' | 'headers'>,
  body: AsyncIterable<Uint8Array>,
): HttpResponse {
  return { status, headers, url, body, discard: () => undefined }
}
