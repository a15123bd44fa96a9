import type { Fault } from '../fault.js'
import { type Reply, textReply, withRange } from '../reply.js'

/** A fault of an answer to a range request; others pass as they are. */
function rangeFault(name: string, spoil: (reply: Reply) => Reply): Fault {
  return { name, apply: (reply) => (reply.status === 206 ? spoil(reply) : reply) }
}

function spoilContentRange(reply: Reply, start: number, end: number, total: number | '*'): Reply {
  return { ...reply, headers: { ...reply.headers, 'content-range': `bytes ${start}-${end - 1}/${total}` } }
}

/** 200 and the whole file in answer to a range request. */
export const ignoreRange = (): Fault =>
  rangeFault('ignoreRange', (reply) => {
    const { 'content-range': _, ...headers } = reply.headers
    return { ...reply, status: 200, headers, start: 0, end: reply.content.size }
  })

/** 200 and the whole file, and no `Accept-Ranges`: a server that knows no ranges. */
export const noRanges = (): Fault => ({
  name: 'noRanges',
  apply(reply, exchange) {
    const { 'accept-ranges': _, ...headers } = reply.headers
    return ignoreRange().apply({ ...reply, headers }, exchange)
  },
})

/** 206 whose `Content-Range` starts elsewhere than the bytes that follow. */
export const wrongRangeStart = (shift = 1): Fault =>
  rangeFault('wrongRangeStart', (reply) =>
    spoilContentRange(reply, reply.start + shift, reply.end + shift, reply.content.size),
  )

/** 206 with another part of the file than asked, truthfully labelled. */
export const otherRange = (start: number): Fault =>
  rangeFault('otherRange', (reply) => withRange(reply, start, reply.content.size))

/** 206 whose `Content-Range` tells another size of the whole, or `*`. */
export const wrongRangeTotal = (total: number | '*'): Fault =>
  rangeFault('wrongRangeTotal', (reply) => spoilContentRange(reply, reply.start, reply.end, total))

/** 206 without `Content-Range`. */
export const noContentRange = (): Fault =>
  rangeFault('noContentRange', (reply) => {
    const { 'content-range': _, ...headers } = reply.headers
    return { ...reply, headers }
  })

/** 206 with at most so many bytes of what was asked, truthfully labelled. */
export const shorterRange = (bytes: number): Fault =>
  rangeFault('shorterRange', (reply) => withRange(reply, reply.start, Math.min(reply.end, reply.start + bytes)))

/** 416 with the file's size, whatever was asked. */
export const rangeNotSatisfiable = (): Fault => ({
  name: 'rangeNotSatisfiable',
  apply: (reply) => textReply(416, '', { 'content-range': `bytes */${reply.content.size}` }),
})
