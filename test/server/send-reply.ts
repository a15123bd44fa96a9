import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGzip } from 'node:zlib'
import type { Pace } from './pace.js'
import type { Reply } from './reply.js'
import type { LoggedRequest } from './request-log.js'
import { createSink } from './sink.js'

/** Sends an answer with back-pressure, the pace, and the end it was given. `entry` follows it. */
export async function sendReply(
  reply: Reply,
  response: ServerResponse,
  entry: LoggedRequest,
  pace: Pace,
): Promise<void> {
  // Not the response's: that has none while an earlier answer of the connection is not over, though the client has all of it.
  const { socket } = response.req
  const gone = new AbortController()
  const abort = (): void => gone.abort()
  if (socket.destroyed) abort()
  response.once('close', abort)
  socket.once('close', abort)
  // A write to a connection that has just gone is told here as well as by 'close'.
  response.on('error', abort)
  // An answer that is written by hand hears of a client that is gone from the socket first.
  socket.once('error', abort)
  try {
    if (response.socket === null) await once(response, 'socket', { signal: gone.signal })
    await send(reply, response, socket, entry, pace, gone.signal)
  } catch (error) {
    if (!gone.signal.aborted) throw error
    entry.outcome = 'dropped'
  } finally {
    socket.off('error', abort)
    socket.off('close', abort)
  }
}

async function send(
  reply: Reply,
  response: ServerResponse,
  socket: Socket,
  entry: LoggedRequest,
  pace: Pace,
  signal: AbortSignal,
): Promise<void> {
  const hasBody = entry.method !== 'HEAD' && reply.status !== 204
  const sink = createSink(reply, response, socket, hasBody)
  await sleep(reply.headDelayMs, undefined, { signal })
  if (reply.cut?.at === 'head') return cut(reply.cut.how, socket, entry)
  sink.head()
  if (hasBody) {
    if (reply.bodyDelayMs > 0) await sleep(reply.bodyDelayMs, undefined, { signal })
    const stop = reply.cut === null ? Number.POSITIVE_INFINITY : (reply.cut.at as number)
    for await (const chunk of stop === 0 ? [] : bodyOf(reply, pace)) {
      const piece = chunk.subarray(0, stop - entry.bytesSent)
      signal.throwIfAborted()
      entry.bytesSent += piece.length
      await sink.write(piece, signal)
      await pace.spend(piece.length, signal)
      if (entry.bytesSent >= stop) break
    }
    if (reply.cut !== null && entry.bytesSent >= stop) return cut(reply.cut.how, socket, entry)
  }
  sink.end()
  entry.outcome = 'complete'
}

function bodyOf(reply: Reply, pace: Pace): AsyncIterable<Buffer> {
  const plain = slices(reply, pace)
  return reply.gzip ? Readable.from(plain).pipe(createGzip()) : plain
}

async function* slices(reply: Reply, pace: Pace): AsyncGenerator<Buffer> {
  let offset = reply.start
  while (offset < reply.end) {
    const chunk = await reply.content.read(offset, Math.min(pace.sliceBytes(), reply.end - offset))
    offset += chunk.length
    yield chunk
  }
}

function cut(how: 'reset' | 'stall' | 'end', socket: Socket, entry: LoggedRequest): void {
  entry.outcome = 'cut'
  if (how === 'end') socket.end()
  // A reset overtakes what the kernel still holds: let it go out first.
  if (how === 'reset') setTimeout(() => socket.resetAndDestroy(), 20)
}
