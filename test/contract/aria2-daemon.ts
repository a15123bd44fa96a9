import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'undici'
import type { ConnectAria2Options } from '../../src/engine/aria2/index.js'

/** A real aria2 with nothing in it. */
export interface Aria2Daemon {
  readonly url: string
  readonly secret: string
  /** Of what it does for all downloads, as it tells it. */
  globalOption(name: string): Promise<string | undefined>
  kill(): Promise<void>
}

export async function startAria2(at?: { readonly url: string }): Promise<Aria2Daemon> {
  const port = at === undefined ? await freePort() : Number(new URL(at.url).port)
  const secret = 'for-the-tests'
  const child: ChildProcess = spawn(
    'aria2c',
    [
      ...['--enable-rpc', `--rpc-listen-port=${port}`, `--rpc-secret=${secret}`, '--no-conf', '--quiet'],
      ...['--rpc-listen-all=false', '--auto-save-interval=1', '--disk-cache=0', `--stop-with-process=${process.pid}`],
    ],
    { stdio: 'ignore' },
  )
  const url = `ws://127.0.0.1:${port}/jsonrpc`
  for (let tries = 0; tries < 100 && !(await answers(url)); tries += 1) await sleep(50)
  return {
    url,
    secret,
    async globalOption(name) {
      const response = await fetch(url.replace('ws:', 'http:'), {
        method: 'POST',
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'aria2.getGlobalOption', params: [`token:${secret}`] }),
      })
      const { result } = (await response.json()) as { result: Record<string, string> }
      return result[name]
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** How an app on Node connects to it. */
export const overNode: Pick<ConnectAria2Options, 'webSocket' | 'disk'> = {
  webSocket: (url) => new WebSocket(url) as unknown as ReturnType<NonNullable<ConnectAria2Options['webSocket']>>,
  disk: {
    async stat(path) {
      const found = await stat(path).catch(() => null)
      return found?.isFile() ? { size: found.size, modifiedAtMs: found.mtimeMs } : null
    },
    delete: (path) => rm(path, { force: true }),
    async sha256(path, onBytes) {
      const hash = createHash('sha256')
      let hashedBytes = 0
      for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
        hash.update(chunk)
        hashedBytes += chunk.length
        onBytes?.(hashedBytes)
      }
      return hash.digest('hex')
    },
  },
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url)
    socket.onopen = () => {
      socket.close()
      resolve(true)
    }
    socket.onerror = () => resolve(false)
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
