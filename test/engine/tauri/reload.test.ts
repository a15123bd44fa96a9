import { once } from 'node:events'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createClient } from '../../../src/engine/core/client.js'
import type { Download } from '../../../src/engine/core/download.js'
import type { Engine } from '../../../src/engine/core/engine.js'
import type { BorderClock } from '../../../src/engine/remote/clock.js'
import { systemClock } from '../../../src/engine/stdio/system-clock.js'
import { connectTauriEngine, type TauriShell } from '../../../src/engine/tauri/index.js'
import { createVirtualClock } from '../../../src/engine/testing/virtual-clock.js'
import { builtCommand } from '../../cli/built-command.js'
import { createModelServer } from '../../server/create-model-server.js'
import { temporaryDirectory } from '../node/temporary-directory.js'
import { createFakeShell } from './fake-shell.js'

const SIZE = 16 * 2 ** 20

/** What a window keeps over a reload. */
const kept = new Map<string, string>()

let main: string

beforeAll(async () => {
  main = await builtCommand()
}, 300_000)

beforeEach(() => {
  kept.clear()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
  onTestFinished(() => void vi.unstubAllGlobals())
})

describe('a reload of the page', () => {
  it('has the old sidecar park its work and end, and the new one goes on from its last byte', async () => {
    const directory = join(temporaryDirectory(), 'models')
    const server = await createModelServer({ files: { '/large.bin': { generate: SIZE } } })
    onTestFinished(() => server.close())
    server.setLine('/large.bin', 2 ** 20)
    const sha256 = await server.sha256('/large.bin')
    const shell = createFakeShell([main, 'serve', '--stdio', '--allow-url', server.url])
    onTestFinished(() => shell.close())
    const connect = (clock?: BorderClock): Engine =>
      connectTauriEngine({ shell, sidecar: 'weightlift', args: ['--dir', directory], clock })

    const page = pageClock()
    const before = connect(page.clock)
    await createClient(before).download({ id: 'large', url: `${server.url}/large.bin`, sha256 })
    await until(before, (large) => (large?.receivedBytes ?? 0) > SIZE / 16)
    // However slow the machine is, there is something left for the new one.
    server.setLine('/large.bin', 2 ** 16)
    const [old] = shell.children
    const oldEnded = once(old as NonNullable<typeof old>, 'exit')
    page.stop()
    shell.reload()
    const shown = before.getSnapshot().downloads.large?.receivedBytes ?? 0

    const after = connect()
    onTestFinished(() => after.close())
    expect(await oldEnded).toEqual([0, null])
    await until(after, (large) => large?.status === 'downloading')
    expect(after.getSnapshot().downloads.large?.receivedBytes).toBeGreaterThanOrEqual(shown)
    server.setLine('/large.bin', null)
    const { files } = await createClient(after).whenCompleted('large')
    expect(files).toMatchObject([{ path: 'large.bin', size: SIZE }])
    expect(after.getSnapshot().downloads.large?.restarts).toBe(0)
    expect(shell.children).toHaveLength(2)
  }, 60_000)

  it('kills a sidecar that does not end within five seconds, also after a second reload', async () => {
    const clock = createVirtualClock()
    const { shell, written, killed } = createDeafShell()
    const connect = (own: BorderClock): Engine => connectTauriEngine({ shell, sidecar: 's', args: [], clock: own })
    connect(deadClock(clock))
    await clock.advance(0)
    connect(deadClock(clock))
    await clock.advance(0)
    expect(ends(written)).toEqual([1])
    const last = connect(clock)
    await clock.advance(4_999)
    expect(killed).toEqual([])
    expect(ends(written)).toEqual([1, 1, 2])
    await clock.advance(1)
    expect(killed).toEqual([1, 2])
    expect([...kept.values()]).toEqual(['[3]'])
    const closing = last.close()
    await clock.advance(10_000)
    await closing
    expect(killed).toEqual([1, 2, 3])
    expect(kept.size).toBe(0)
  })

  it('is not stopped by what else stands in the storage', async () => {
    const clock = createVirtualClock()
    const { shell, killed, written } = createDeafShell()
    kept.set('weightlift.sidecar ["s"]', '{"a":[1')
    const engine = connectTauriEngine({ shell, sidecar: 's', args: [], clock })
    await clock.advance(0)
    expect(ends(written)).toEqual([])
    expect([...kept.values()]).toEqual(['[1]'])
    const closing = engine.close()
    await clock.advance(10_000)
    await closing
    expect(killed).toEqual([1])
  })
})

/** Children that read and say nothing. */
function createDeafShell() {
  const written: [pid: number, text: string][] = []
  const killed: number[] = []
  let started = 0
  class Child {
    readonly pid: number
    constructor(pid: number) {
      this.pid = pid
    }
    async write(text: string): Promise<void> {
      written.push([this.pid, text])
    }
    async kill(): Promise<void> {
      killed.push(this.pid)
    }
  }
  const shell: TauriShell = {
    Child,
    Command: {
      sidecar: () => ({
        stdout: { on: () => undefined },
        stderr: { on: () => undefined },
        on: () => undefined,
        async spawn() {
          started += 1
          return new Child(started)
        },
      }),
    },
  }
  return { shell, written, killed }
}

const ends = (written: readonly [number, string][]): readonly number[] =>
  written.filter(([, text]) => text.includes('"end"')).map(([pid]) => pid)

/** The clock of a page that is about to be reloaded: its timers never fire. */
function deadClock(clock: BorderClock): BorderClock {
  return { ...clock, setTimer: () => () => undefined }
}

/** The machine's clock, until its page is gone. */
function pageClock(): { readonly clock: BorderClock; stop(): void } {
  const timers = new Set<() => void>()
  let isGone = false
  return {
    clock: {
      ...systemClock,
      setTimer(ms, callback) {
        if (isGone) return () => undefined
        const cancel = systemClock.setTimer(ms, callback)
        timers.add(cancel)
        return cancel
      },
    },
    stop() {
      isGone = true
      for (const cancel of timers) cancel()
    },
  }
}

function until(engine: Engine, isSo: (large: Download | undefined) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isSo(engine.getSnapshot().downloads.large)) return
      stop()
      resolve()
    }
    const stop = engine.subscribe(look)
    look()
  })
}
