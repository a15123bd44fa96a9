import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { temporaryDirectory } from '../engine/node/temporary-directory.js'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { builtCommand } from './built-command.js'
import { stickDisk } from './stuck-disk.js'

const LARGE = 24 * 2 ** 20
const CTRL_C = '\u0003'
const ESCAPE = '\u001b'
const MOVE = new RegExp(`${ESCAPE}\\[[0-9;?]*[A-Za-z]`, 'g')
const COLOUR = new RegExp(`${ESCAPE}\\[[0-9;]*m`)

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

interface Terminal {
  readonly child: ChildProcess
  screen(): string
  shows(what: RegExp): Promise<void>
  readonly code: Promise<number>
}

/** The command on a terminal of so many columns, which util-linux's `script` lends it. */
function onTerminal(columns: number, environment: Record<string, string> = {}): Terminal {
  const { PATH = '', HOME = '' } = process.env
  const command = `stty cols ${columns} rows 24; exec "$NODE" "$MAIN" pull ${server.url}/large.bin`
  const child = spawn('script', ['--quiet', '--return', '--flush', '--command', command, '/dev/null'], {
    cwd: directory,
    env: { PATH, HOME, TERM: 'xterm', SHELL: '/bin/sh', NODE: process.execPath, MAIN: main, ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let screen = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
  })
  const code = once(child, 'close').then(([ended]) => ended as number)
  return {
    child,
    screen: () => screen,
    code,
    async shows(what) {
      while (!what.test(screen)) {
        if (child.exitCode !== null) throw new Error(`It ended without showing ${what}:\n${screen}`)
        await Promise.race([once(child.stdout, 'data'), code])
      }
    },
  }
}

/** Every line that was drawn, without what moves the cursor. */
function linesOf(screen: string): string[] {
  return screen.replace(MOVE, '\n').split(/[\r\n]+/)
}

describe('weightlift pull on a terminal', () => {
  it('draws a bar over itself, and leaves the path as the last line', async () => {
    server.setLine('/large.bin', 16 * 2 ** 20)
    const terminal = onTerminal(100)
    expect(await terminal.code).toBe(0)
    expect(terminal.screen()).toContain(`${ESCAPE}[`)
    expect(terminal.screen()).toMatch(/large {2}█*░+/)
    expect(linesOf(terminal.screen()).filter(Boolean).at(-1)).toMatch(/large\/large\.bin$/)
  })

  it.each([79, 40, 12])('draws no bar and no line that wraps on %d columns', async (columns) => {
    const terminal = onTerminal(columns)
    expect(await terminal.code).toBe(0)
    const drawn = linesOf(terminal.screen()).filter((line) => line.startsWith('large'))
    expect(drawn.length).toBeGreaterThan(0)
    expect(Math.max(...drawn.map(({ length }) => length))).toBeLessThan(columns)
    expect(terminal.screen()).not.toMatch(/[█░]/)
  })

  it.each(['NO_COLOR', 'FORCE_COLOR'])('writes no colour, with %s', async (name) => {
    const terminal = onTerminal(100, { [name]: '1' })
    expect(await terminal.code).toBe(0)
    expect(terminal.screen()).not.toMatch(COLOUR)
  })

  it('writes plain lines where the terminal cannot be drawn on', async () => {
    const terminal = onTerminal(100, { TERM: 'dumb' })
    expect(await terminal.code).toBe(0)
    expect(terminal.screen()).not.toContain('\u001b')
    expect(terminal.screen()).toContain('large: complete')
  })

  it('parks when its window is closed', async () => {
    server.setLine('/large.bin', 2 * 2 ** 20)
    const terminal = onTerminal(100)
    await terminal.shows(/█/)
    terminal.child.kill('SIGKILL')
    const lock = join(directory, 'models/.weightlift/lock')
    // A process that was killed, or fell, would leave it.
    await vi.waitFor(() => expect(existsSync(lock)).toBe(false), { timeout: 20_000 })
  })

  it('parks at Ctrl-C and shows the cursor again', async () => {
    server.setLine('/large.bin', 2 * 2 ** 20)
    const terminal = onTerminal(100)
    await terminal.shows(/█/)
    terminal.child.stdin?.write(CTRL_C)
    expect(await terminal.code).toBe(130)
    expect(terminal.screen()).toContain('Parked. Run the same command again')
    expect(terminal.screen().lastIndexOf('\u001b[?25h')).toBeGreaterThan(terminal.screen().lastIndexOf('\u001b[?25l'))
  })

  it('ends at once at a second Ctrl-C while the disk keeps it from parking', async () => {
    server.setLine('/large.bin', 2 * 2 ** 20)
    const terminal = onTerminal(100)
    await terminal.shows(/█/)
    const disk = stickDisk(join(directory, 'models'))
    terminal.child.stdin?.write(CTRL_C)
    await disk.isWaitedFor()
    terminal.child.stdin?.write(CTRL_C)
    expect(await terminal.code).toBe(130)
    expect(terminal.screen()).toContain('Ctrl-C again ends at once')
    expect(terminal.screen()).not.toContain('Parked.')
    expect(terminal.screen().lastIndexOf('\u001b[?25h')).toBeGreaterThan(terminal.screen().lastIndexOf('\u001b[?25l'))
  })
})
