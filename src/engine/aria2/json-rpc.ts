import { EngineError } from '../core/errors.js'

/** What is needed of a WebSocket: the platform's own (pages, Node 22), or the one of `undici` (Node 20). */
export interface Aria2Socket {
  onopen: ((event: never) => void) | null
  onmessage: ((event: { readonly data: unknown }) => void) | null
  onclose: ((event: never) => void) | null
  onerror: ((event: never) => void) | null
  send(text: string): void
  close(): void
}

/** Calls to a daemon. */
export interface JsonRpc {
  /** @throws EngineError `link-lost` where it cannot be reached, {@link RpcError} where it refuses */
  call(method: string, ...params: readonly unknown[]): Promise<unknown>
  close(): void
}

/** The daemon's refusal, in its own words. */
export class RpcError extends Error {
  override readonly name = 'RpcError'
}

const PATIENCE_MS = 30_000

interface Waiting {
  resolve(result: unknown): void
  reject(error: unknown): void
}

/** One connection, made when it is first needed and again after it broke. A call that was under way then is refused. */
export function createJsonRpc(open: () => Aria2Socket, secret: string | undefined): JsonRpc {
  const waiting = new Map<number, Waiting>()
  let connection: Promise<Aria2Socket> | null = null
  let lastId = 0

  function connect(): Promise<Aria2Socket> {
    return new Promise((resolve, reject) => {
      let socket: Aria2Socket
      try {
        socket = open()
      } catch (cause) {
        return reject(lost(cause))
      }
      const end = (): void => {
        connection = null
        reject(lost())
        for (const call of waiting.values()) call.reject(lost())
        waiting.clear()
      }
      socket.onopen = () => resolve(socket)
      socket.onmessage = ({ data }) => receive(data)
      socket.onclose = end
      socket.onerror = end
    })
  }

  function receive(data: unknown): void {
    const { id, result, error } = parse(data)
    const call = typeof id === 'number' ? waiting.get(id) : undefined
    if (call === undefined) return
    waiting.delete(id as number)
    if (error === undefined) return call.resolve(result)
    const { message } = error as { message?: unknown }
    call.reject(new RpcError(typeof message === 'string' ? message : 'aria2 refused the call.'))
  }

  return {
    async call(method, ...params) {
      connection ??= connect()
      const socket = await connection
      lastId += 1
      const id = lastId
      const token = secret === undefined ? [] : [`token:${secret}`]
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(id)
          reject(lost())
        }, PATIENCE_MS)
        const settled = <T>(act: (value: T) => void) => {
          return (value: T): void => {
            clearTimeout(timer)
            act(value)
          }
        }
        waiting.set(id, { resolve: settled(resolve), reject: settled(reject) })
        socket.send(JSON.stringify({ jsonrpc: '2.0', id, method: `aria2.${method}`, params: [...token, ...params] }))
      })
    },
    close() {
      void connection?.then((socket) => socket.close()).catch(() => undefined)
    },
  }
}

function parse(data: unknown): { readonly id?: unknown; readonly result?: unknown; readonly error?: unknown } {
  try {
    const message: unknown = JSON.parse(String(data))
    return typeof message === 'object' && message !== null ? message : {}
  } catch {
    return {}
  }
}

function lost(cause?: unknown): EngineError {
  return new EngineError(
    'link-lost',
    'aria2 cannot be reached. Check that it runs with --enable-rpc, and its address.',
    {
      cause,
    },
  )
}
