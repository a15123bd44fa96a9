import type { IncomingMessage } from 'node:http'
import { parseRange } from './byte-range.js'
import { bufferContent, type Content } from './content.js'

/** What is about to be answered, as data. A fault changes it before a byte is sent. */
export interface Reply {
  status: number
  /** Lower-case names. */
  headers: Record<string, string>
  content: Content
  /** The part of `content` that is the body. */
  start: number
  /** Exclusive. */
  end: number
  /** How the body's end is told: `close` and `http/1.0` have neither a length nor chunks. */
  framing: 'length' | 'chunked' | 'close' | 'http/1.0'
  gzip: boolean
  /** Wait before the head, milliseconds. */
  headDelayMs: number
  /** Wait between the head and the first byte of the body, milliseconds. */
  bodyDelayMs: number
  /** Over the server's own throttle; null for that one. */
  bytesPerSecond: number | null
  /** Where the answer ends before its time: after so many bytes of the body, or before the head. */
  cut: { readonly at: number | 'head'; readonly how: 'reset' | 'stall' | 'end' } | null
}

/** An answer with a body of its own. */
export function textReply(status: number, text: string, headers: Record<string, string> = {}): Reply {
  const content = bufferContent(Buffer.from(text))
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
    content,
    start: 0,
    end: content.size,
    framing: 'length',
    gzip: false,
    headDelayMs: 0,
    bodyDelayMs: 0,
    bytesPerSecond: null,
    cut: null,
  }
}

/** The answer of a server without faults. */
export function contentReply(request: IncomingMessage, content: Content): Reply {
  const { size, etag } = content
  const headers = {
    'content-type': 'application/octet-stream',
    'accept-ranges': 'bytes',
    'last-modified': content.lastModified.toUTCString(),
    etag,
  }
  const ifRange = request.headers['if-range'] as string | undefined
  const current = ifRange === undefined || ifRange === etag || ifRange === headers['last-modified']
  const range = current ? parseRange(request.headers.range, size) : null
  const whole: Reply = { ...textReply(200, '', headers), content, start: 0, end: size }
  if (range === null) return whole
  if (range === 'unsatisfiable') return textReply(416, '', { 'content-range': `bytes */${size}`, etag })
  return withRange({ ...whole, status: 206 }, range.start, range.end)
}

/** The same answer for another part of the content. */
export function withRange(reply: Reply, start: number, end: number): Reply {
  const range = `bytes ${start}-${end - 1}/${reply.content.size}`
  return { ...reply, start, end, headers: { ...reply.headers, 'content-range': range } }
}
