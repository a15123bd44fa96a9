import { once } from 'node:events'
import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Reply } from './reply.js'

/** Where an answer goes: through node:http, or by hand to the socket for what node:http would put right. */
export interface Sink {
  head(): void
  /** Settles once there is room for more. Rejects when aborted. */
  write(chunk: Buffer, signal: AbortSignal): Promise<void>
  end(): void
}

export function createSink(reply: Reply, response: ServerResponse, socket: Socket, hasBody: boolean): Sink {
  if (reply.framing === 'close' || reply.framing === 'http/1.0') return rawSink(reply, socket)
  const headers = { ...reply.headers }
  if (reply.framing === 'length' && !reply.gzip) headers['content-length'] ??= String(reply.end - reply.start)
  return {
    head() {
      response.writeHead(reply.status, headers)
      if (hasBody) response.flushHeaders()
    },
    async write(chunk, signal) {
      if (!response.write(chunk)) await once(response, 'drain', { signal })
    },
    end: () => response.end(),
  }
}

function rawSink(reply: Reply, socket: Socket): Sink {
  const version = reply.framing === 'http/1.0' ? 'HTTP/1.0' : 'HTTP/1.1'
  const headers = { ...reply.headers, connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return {
    head: () => void socket.write(`${version} ${reply.status} ${STATUS_CODES[reply.status]}\r\n${lines.join('')}\r\n`),
    async write(chunk, signal) {
      if (!socket.write(chunk)) await once(socket, 'drain', { signal })
    },
    end: () => void socket.end(),
  }
}
