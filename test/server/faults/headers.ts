import type { Fault } from '../fault.js'
import type { Reply } from '../reply.js'

/** The answer without some headers, with others set. */
function withHeaders(reply: Reply, changes: Record<string, string | null>): Reply {
  const kept = Object.entries({ ...reply.headers, ...changes }).filter(([, value]) => value !== null)
  return { ...reply, headers: Object.fromEntries(kept) as Record<string, string> }
}

/** Sets headers; null takes one away. */
export const setHeaders = (changes: Record<string, string | null>): Fault => ({
  name: 'setHeaders',
  apply: (reply) => withHeaders(reply, changes),
})

/** Only a weak ETag: no `Last-Modified` either. */
export const weakEtagOnly = (): Fault => ({
  name: 'weakEtagOnly',
  apply: (reply) => withHeaders(reply, { etag: `W/${reply.content.etag}`, 'last-modified': null }),
})

/** `Last-Modified`, and no ETag. */
export const lastModifiedOnly = (): Fault => ({
  name: 'lastModifiedOnly',
  apply: (reply) => withHeaders(reply, { etag: null }),
})

/** Neither ETag nor `Last-Modified`. */
export const noValidator = (): Fault => ({
  name: 'noValidator',
  apply: (reply) => withHeaders(reply, { etag: null, 'last-modified': null }),
})

/** `Transfer-Encoding: chunked`, so no `Content-Length`. */
export const chunked = (): Fault => ({ name: 'chunked', apply: (reply) => ({ ...reply, framing: 'chunked' }) })

/** Neither a length nor chunks: the body ends with the connection. */
export const noContentLength = (): Fault => ({
  name: 'noContentLength',
  apply: (reply) => ({ ...reply, framing: 'close' }),
})

/** An HTTP/1.0 answer without `Content-Length`. */
export const http10 = (): Fault => ({ name: 'http10', apply: (reply) => ({ ...reply, framing: 'http/1.0' }) })
