import type { SparseBytes } from './sparse-bytes.js'

/** A file on the simulated web. */
export interface OriginFile {
  readonly content: SparseBytes
  /** With its quotes, as in the header; null for none. */
  readonly etag: string | null
  /** HTTP date; null for none. */
  readonly lastModified: string | null
  readonly contentType: string
  /** Whether `Range` is honoured; without, every answer is 200 from the first byte. */
  readonly ranges: boolean
  /** Whether the size is told; without, the body just ends. */
  readonly tellsSize: boolean
}

/** The bytes [from, to) of a file that a request asks for, and how the answer says so. */
export interface Slice {
  readonly status: 200 | 206 | 416
  readonly from: number
  readonly to: number
  readonly headers: Readonly<Record<string, string>>
}

/** What a correct server answers to the headers of a request. */
export function sliceFor(file: OriginFile, headers: Readonly<Record<string, string>>): Slice {
  const size = file.content.size
  const common: Readonly<Record<string, string>> = {
    'content-type': file.contentType,
    ...(file.etag === null ? {} : { etag: file.etag }),
    ...(file.lastModified === null ? {} : { 'last-modified': file.lastModified }),
    ...(file.ranges ? { 'accept-ranges': 'bytes' } : {}),
  }
  const range = file.ranges && isUnchanged(file, headers['if-range']) ? parseRange(headers.range, size) : null
  if (range === null) {
    return {
      status: 200,
      from: 0,
      to: size,
      headers: file.tellsSize ? { ...common, 'content-length': `${size}` } : common,
    }
  }
  if (range.from >= size) {
    return {
      status: 416,
      from: 0,
      to: 0,
      headers: { ...common, 'content-range': `bytes */${size}`, 'content-length': '0' },
    }
  }
  const told = {
    'content-range': `bytes ${range.from}-${range.to - 1}/${file.tellsSize ? size : '*'}`,
    'content-length': `${range.to - range.from}`,
  }
  return { status: 206, ...range, headers: { ...common, ...told } }
}

function isUnchanged(file: OriginFile, ifRange: string | undefined): boolean {
  if (ifRange === undefined) return true
  const isStrong = file.etag !== null && !file.etag.startsWith('W/')
  return (isStrong && ifRange === file.etag) || ifRange === file.lastModified
}

function parseRange(header: string | undefined, size: number): { from: number; to: number } | null {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '')
  if (match === null) return null
  const from = Number(match[1])
  const to = match[2] === '' ? size : Math.min(size, Number(match[2]) + 1)
  return { from, to }
}
