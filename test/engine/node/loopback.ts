import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import {
  type AddressInfo,
  connect,
  createServer as createSocketServer,
  type Socket,
  type Server as SocketServer,
} from 'node:net'
import { onTestFinished } from 'vitest'
import { SERVER_CERTIFICATE, SERVER_KEY } from './certificates.js'

/** An http server on loopback for the length of a test. */
export async function httpServer(
  listener: RequestListener,
): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer(listener)
  return { port: await listening(server), server }
}

/** An https server on loopback, with the tests' own certificate. */
export async function httpsServer(listener: RequestListener): Promise<number> {
  return listening(createSecureServer({ cert: SERVER_CERTIFICATE, key: SERVER_KEY }, listener))
}

/** A server of raw sockets on loopback. */
export async function socketServer(onSocket: (socket: Socket) => void): Promise<number> {
  return listening(createSocketServer(onSocket))
}

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createSocketServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

export interface Proxy {
  readonly port: number
  /** First lines of the requests that it got. */
  readonly seen: string[]
  /** Proxy-Authorization headers that it got. */
  readonly credentials: Array<string | undefined>
}

/**
 * A proxy that takes every name for this machine, and every port for `to`.
 *
 * @param status - What it answers a tunnel with. Default 200: it makes one.
 */
export async function proxyServer(to: number, status = 200): Promise<Proxy> {
  const seen: string[] = []
  const credentials: Array<string | undefined> = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    credentials.push(request.headers['proxy-authorization'])
    response.writeHead(status, { 'content-length': '7' }).end('proxied')
  })
  server.on('connect', (request, socket: Socket, head) => {
    seen.push(`CONNECT ${request.url}`)
    credentials.push(request.headers['proxy-authorization'])
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    const upstream = connect(to, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n')
      if (head.length > 0) upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  return { port: await listening(server), seen, credentials }
}

async function listening(server: SocketServer): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}
