import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createClient } from '../../../src/engine/core/client.js'
import type { Engine } from '../../../src/engine/core/engine.js'
import type { EngineSnapshot } from '../../../src/engine/core/snapshot.js'
import { createLineReader, toLine } from '../../../src/engine/remote/line-format.js'
import { type ConnectStdioOptions, connectStdioEngine } from '../../../src/engine/stdio/index.js'
import { builtCommand } from '../../cli/built-command.js'
import { createModelServer, type ModelServer } from '../../server/create-model-server.js'
import { temporaryDirectory } from '../node/temporary-directory.js'

const LARGE = 16 * 2 ** 20
/** The sidecar tells its process id this way, through what it writes to its standard error. */
const PRELUDE =
  "import { isMainThread as m } from 'node:worker_threads'; m && process.stderr.write('pid ' + process.pid + '\\n')"

let main: string
let directory: string
let server: ModelServer

beforeAll(async () => {
  main = await builtCommand()
}, 300_000)

beforeEach(async () => {
  directory = temporaryDirectory()
  server = await createModelServer({ files: { '/large.bin': { generate: LARGE } } })
  const opened = server
  onTestFinished(() => opened.close())
})

function args(): readonly string[] {
  return [
    ...['--import', `data:text/javascript,${encodeURIComponent(PRELUDE)}`],
    ...[main, 'serve', '--stdio', '--dir', join(directory, 'models'), '--allow-url', server.url],
  ]
}

function open(options: Partial<ConnectStdioOptions> = {}): { engine: Engine; pids: number[] } {
  const pids: number[] = []
  const engine = connectStdioEngine({
    command: process.execPath,
    args: args(),
    restart: { minMs: 50 },
    onStderr: (text) => {
      for (const [, pid] of text.matchAll(/pid (\d+)/g)) pids.push(Number(pid))
    },
    ...options,
  })
  onTestFinished(() => engine.close())
  return { engine, pids }
}

function until(engine: Engine, isSo: (snapshot: EngineSnapshot) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isSo(engine.getSnapshot())) return
      stop()
      resolve()
    }
    const stop = engine.subscribe(look)
    look()
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('a sidecar', () => {
  it('that crashes is started again and goes on from its disk, and the page is told in between', async () => {
    server.setLine('/large.bin', 4 * 2 ** 20)
    const { engine, pids } = open()
    const client = createClient(engine)
    const links: string[] = []
    engine.subscribe(() => links.push(engine.getSnapshot().link))
    await client.download({ id: 'large', url: `${server.url}/large.bin`, sha256: await server.sha256('/large.bin') })
    await until(engine, ({ downloads }) => (downloads.large?.committedBytes ?? 0) > 0)
    const committed = engine.getSnapshot().downloads.large?.committedBytes ?? 0
    process.kill(pids[0] as number, 'SIGKILL')
    await until(engine, ({ link }) => link === 'lost')
    expect(engine.getSnapshot().downloads.large?.committedBytes).toBeGreaterThanOrEqual(committed)
    await until(engine, ({ link, downloads }) => link === 'open' && downloads.large?.status === 'downloading')
    expect(engine.getSnapshot().downloads.large?.receivedBytes).toBeGreaterThanOrEqual(committed)
    server.setLine('/large.bin', null)
    const { files } = await client.whenCompleted('large')
    expect(files).toMatchObject([{ path: 'large.bin', size: LARGE, location: 'large.bin' }])
    expect(pids).toHaveLength(2)
    expect(links).toContain('lost')
  })

  it('that stands still is noticed within seconds, and goes on where it was when it is let go', async () => {
    const { engine, pids } = open()
    await until(engine, ({ link }) => link === 'open')
    process.kill(pids[0] as number, 'SIGSTOP')
    const stoppedMs = performance.now()
    await until(engine, ({ link }) => link === 'lost')
    expect(performance.now() - stoppedMs).toBeGreaterThan(3_000)
    const asked = engine.dispatch({ type: 'download', model: { id: 'large', url: `${server.url}/large.bin` } })
    process.kill(pids[0] as number, 'SIGCONT')
    expect(await asked).toMatchObject({ ok: true })
    expect(engine.getSnapshot().link).toBe('open')
    expect((await createClient(engine).whenCompleted('large')).files).toHaveLength(1)
    expect(pids).toHaveLength(1)
  })

  it('that is stopped before its first word is noticed, and goes on when it is let go', async () => {
    const pids: number[] = []
    let tell: (message: string) => void = () => undefined
    const told = new Promise<string>((resolve) => {
      tell = resolve
    })
    const { engine } = open({
      // It stops itself with its first line, before a word of the engine's.
      args: [
        '--import',
        `data:text/javascript,${encodeURIComponent(`${PRELUDE};m && process.kill(process.pid, 'SIGSTOP')`)}`,
        ...args().slice(2),
      ],
      onWarning: ({ message }) => tell(message),
      onStderr: (text) => {
        for (const [, pid] of text.matchAll(/pid (\d+)/g)) pids.push(Number(pid))
      },
    })
    expect(await told).toContain('stands still')
    expect(engine.getSnapshot().link).toBe('connecting')
    expect(pids).toHaveLength(1)
    process.kill(pids[0] as number, 'SIGCONT')
    await until(engine, ({ link }) => link === 'open')
    expect(pids).toHaveLength(1)
  }, 60_000)

  it('carries out a command that was asked for while it was down', async () => {
    const { engine, pids } = open()
    await until(engine, ({ link }) => link === 'open')
    process.kill(pids[0] as number, 'SIGKILL')
    await until(engine, ({ link }) => link === 'lost')
    const client = createClient(engine)
    await client.download({ id: 'large', url: `${server.url}/large.bin` })
    expect((await client.whenCompleted('large')).files).toHaveLength(1)
  })

  it('ends with the engine that is closed, and with nothing left running', async () => {
    const { engine, pids } = open()
    await until(engine, ({ link }) => link === 'open')
    await engine.close()
    expect(isAlive(pids[0] as number)).toBe(false)
    expect(engine.getSnapshot().link).toBe('closed')
  })

  it('parks and ends by itself when its parent is killed', async () => {
    server.setLine('/large.bin', 4 * 2 ** 20)
    const script = `
      const { spawn } = require('node:child_process')
      const child = spawn(process.execPath, ${JSON.stringify(args())}, { stdio: ['pipe', 'pipe', 'inherit'] })
      const model = { id: 'large', url: ${JSON.stringify(`${server.url}/large.bin`)} }
      child.stdin.write(JSON.stringify({ type: 'hello', version: 1 }) + '\\n')
      child.stdin.write(JSON.stringify({ type: 'command', id: '1', command: { type: 'download', model } }) + '\\n')
      child.stdout.pipe(process.stdout)`
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'pipe'] })
    let told = ''
    parent.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text
    })
    await new Promise<void>((resolve) => {
      let moved = 0
      const reader = createLineReader({
        maxChars: 1e6,
        onMessage: (message) => {
          // How far it is stands there as text: that it moves ten times over is enough.
          moved += /"progress":"/.test(JSON.stringify(message)) ? 1 : 0
          if (moved === 10) resolve()
        },
      })
      parent.stdout.setEncoding('utf8').on('data', (text: string) => reader.feed(text))
    })
    const pid = Number(/pid (\d+)/.exec(told)?.[1])
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    for (let waited = 0; isAlive(pid) && waited < 10_000; waited += 50) await sleep(50)
    expect(isAlive(pid)).toBe(false)
    const { engine } = open()
    await until(engine, ({ downloads }) => downloads.large !== undefined)
    expect(engine.getSnapshot().downloads.large?.receivedBytes).toBeGreaterThan(0)
  })

  it('that cannot be started is said to be, and what is asked of it is refused', async () => {
    const told: string[] = []
    const { engine } = open({
      command: '/nowhere/weightlift',
      waitMs: 200,
      onWarning: ({ message }) => told.push(message),
    })
    const receipt = await engine.dispatch({ type: 'pauseAll' })
    expect(receipt).toMatchObject({ ok: false, error: { code: 'link-lost' } })
    expect(told[0]).toContain('/nowhere/weightlift cannot be started (ENOENT)')
  })

  it('outlives nonsense, lines without end and messages in pieces', async () => {
    const child = spawn(process.execPath, args(), { stdio: ['pipe', 'pipe', 'pipe'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    const messages: { type: string; id?: string }[] = []
    let tell: () => void = () => undefined
    const reader = createLineReader({
      maxChars: 1e6,
      onMessage: (message) => {
        messages.push(message as { type: string })
        tell()
      },
    })
    child.stdout.setEncoding('utf8').on('data', (text: string) => reader.feed(text))
    child.stdin.write('no json\n{"type":"command"}\n[[[[[\n\n\u0000\n')
    for (let at = 0; at < 6; at += 1) child.stdin.write('x'.repeat(2 ** 20))
    child.stdin.write('\n')
    const line = toLine({ type: 'query', id: 'q', query: { type: 'storage' } })
    for (const character of line) child.stdin.write(character)
    while (!messages.some(({ id }) => id === 'q')) {
      await new Promise<void>((resolve) => {
        tell = resolve
      })
    }
    expect(messages.find(({ id }) => id === 'q')).toMatchObject({ type: 'answer', answer: { ok: true } })
    child.stdin.end()
    expect((await once(child, 'exit'))[0]).toBe(0)
  })
})
