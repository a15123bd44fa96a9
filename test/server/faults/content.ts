import { bufferContent, type Content } from '../content.js'
import type { Fault } from '../fault.js'
import { generatedContent } from '../generated-content.js'
import { type Reply, textReply } from '../reply.js'

/** The lowest bit of the byte at this offset of the file is another one; nothing else tells. */
export const flipBitAt = (offset: number): Fault => ({
  name: 'flipBitAt',
  apply: (reply) => ({ ...reply, content: flipped(reply.content, offset) }),
})

function flipped(content: Content, offset: number): Content {
  return {
    ...content,
    async read(start, length) {
      const bytes = await content.read(start, length)
      if (offset < start || offset >= start + length) return bytes
      const copy = Buffer.from(bytes)
      copy[offset - start] = (copy[offset - start] as number) ^ 1
      return copy
    },
  }
}

/** Other bytes of the same size under another ETag and date, as if the file had been replaced and `If-Range` were not known. */
export const changedContent = (seed = 4711): Fault => ({
  name: 'changedContent',
  apply(reply) {
    const content = generatedContent({ generate: reply.content.size, seed })
    const headers = { ...reply.headers, etag: content.etag, 'last-modified': content.lastModified.toUTCString() }
    return { ...reply, content, headers }
  },
})

/** The same bytes under another ETag. */
export const changedEtag = (etag = '"another"'): Fault => ({
  name: 'changedEtag',
  apply: (reply) => ({ ...reply, headers: { ...reply.headers, etag } }),
})

/** `Content-Encoding: gzip`, though nobody asked for it. */
export const gzipAnyway = (): Fault => ({
  name: 'gzipAnyway',
  apply: (reply) => ({
    ...reply,
    gzip: true,
    framing: 'chunked',
    headers: { ...reply.headers, 'content-encoding': 'gzip' },
  }),
})

const PORTAL =
  '<!doctype html><html><head><title>Welcome to the Wi-Fi</title></head><body>Please sign in.</body></html>'

/** 200 with a page of HTML, as a hotel's network answers. */
export const captivePortal = (html = PORTAL): Fault => ({
  name: 'captivePortal',
  apply: () => textReply(200, html, { 'content-type': 'text/html; charset=utf-8' }),
})

/** 200 with the file's headers and no byte. */
export const emptyBody = (): Fault => ({
  name: 'emptyBody',
  apply: (reply: Reply) => ({ ...reply, status: 200, content: bufferContent(Buffer.alloc(0)), start: 0, end: 0 }),
})
