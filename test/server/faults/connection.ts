import type { Fault } from '../fault.js'
import type { Reply } from '../reply.js'

/** A number of bytes of the body, or a place picked by the server's seeded generator. */
export type BytePosition = number | 'anywhere'

function cutFault(name: string, how: 'reset' | 'stall' | 'end', at: BytePosition): Fault {
  const place = (reply: Reply, random: () => number): number =>
    at === 'anywhere' ? Math.floor(random() * (reply.end - reply.start)) : at
  return { name, apply: (reply, { random }) => ({ ...reply, cut: { at: place(reply, random), how } }) }
}

/** The connection is reset (RST) after so many bytes of the body. */
export const resetAt = (at: BytePosition): Fault => cutFault('resetAt', 'reset', at)

/** No further byte comes after so many; the connection stays open. */
export const stallAt = (at: BytePosition): Fault => cutFault('stallAt', 'stall', at)

/** The connection is closed in order after so many bytes, before `Content-Length` is reached. */
export const truncateAt = (at: BytePosition): Fault => cutFault('truncateAt', 'end', at)

/** A chunked body with a proper end after so many bytes: only the range or a known size tells that it is short. */
export const truncateChunkedAt = (bytes: number): Fault => ({
  name: 'truncateChunkedAt',
  apply: (reply) => ({ ...reply, framing: 'chunked', end: Math.min(reply.end, reply.start + bytes) }),
})

/** The connection is reset before the head of the answer. */
export const hangUp = (): Fault => ({
  name: 'hangUp',
  apply: (reply) => ({ ...reply, cut: { at: 'head', how: 'reset' } }),
})

/** No answer at all, not even a head; the connection stays open. */
export const silence = (): Fault => ({
  name: 'silence',
  apply: (reply) => ({ ...reply, cut: { at: 'head', how: 'stall' } }),
})

/** So few bytes per second. */
export const drip = (bytesPerSecond: number): Fault => ({
  name: 'drip',
  apply: (reply) => ({ ...reply, bytesPerSecond }),
})

/** The head comes so late. */
export const slowHead = (ms: number): Fault => ({
  name: 'slowHead',
  apply: (reply) => ({ ...reply, headDelayMs: ms }),
})

/** The head comes at once, the first byte of the body so late. */
export const slowFirstByte = (ms: number): Fault => ({
  name: 'slowFirstByte',
  apply: (reply) => ({ ...reply, bodyDelayMs: ms }),
})
