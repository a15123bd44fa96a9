import { describe, expect, it } from 'vitest'
import { type NotificationWords, showOnDesktop } from '../../../src/engine/electron/desktop.js'
import { createSimulatedEngine, createSimulatedMachine } from '../../../src/engine/testing/index.js'

function createDesktop() {
  const machine = createSimulatedMachine({ bytesPerSecond: 1e6 })
  const engine = createSimulatedEngine({ machine })
  const bars: [number, string | undefined][] = []
  const badges: number[] = []
  const told: NotificationWords[] = []
  const awake = new Set<number>()
  let lastBlocker = 0
  const gone = { isDestroyed: () => true, setProgressBar: () => expect.unreachable('a window that is gone') }
  const stop = showOnDesktop(engine, {
    windows: () => [
      gone,
      { isDestroyed: () => false, setProgressBar: (value, options) => void bars.push([value, options?.mode]) },
    ],
    app: { setBadgeCount: (count) => void badges.push(count) },
    powerSaveBlocker: {
      start() {
        lastBlocker += 1
        awake.add(lastBlocker)
        return lastBlocker
      },
      stop: (id) => void awake.delete(id),
    },
    Notification: class {
      readonly words: NotificationWords
      constructor(words: NotificationWords) {
        this.words = words
      }
      show(): void {
        told.push(this.words)
      }
    },
  })
  return { machine, engine, bars, badges, told, awake, stop }
}

const URL = 'https://models.example/m.bin'

describe('showOnDesktop', () => {
  it('shows progress, a badge and a notification, and takes them back when all is done', async () => {
    const { machine, engine, bars, badges, told, awake } = createDesktop()
    const file = machine.serve(URL, { size: 3e6 })
    await engine.dispatch({ type: 'download', model: { id: 'm', name: 'Whisper', ...file } })
    await engine.until(({ downloads }) => (downloads.m?.receivedBytes ?? 0) > 1e6)
    expect(bars.at(-1)?.[0]).toBeGreaterThan(0.3)
    expect(bars.at(-1)?.[1]).toBe('normal')
    expect(badges.at(-1)).toBe(1)
    expect(awake.size).toBe(1)
    await engine.until(({ downloads }) => downloads.m?.status === 'completed')
    expect(bars.at(-1)).toEqual([-1, 'none'])
    expect(badges.at(-1)).toBe(0)
    expect(awake.size).toBe(0)
    expect(told).toEqual([{ title: 'Whisper', body: 'Ready to use.' }])
    await engine.close()
  })

  it('keeps the machine awake while bytes move, and not while a download is paused, stalled or offline', async () => {
    const { machine, engine, awake, bars } = createDesktop()
    const file = machine.serve(URL, { size: 60e6 })
    await engine.dispatch({ type: 'download', model: { id: 'm', ...file } })
    await engine.until(({ downloads }) => (downloads.m?.receivedBytes ?? 0) > 1e6)
    expect(awake.size).toBe(1)
    await engine.dispatch({ type: 'pause', id: 'm' })
    expect(awake.size).toBe(0)
    await engine.dispatch({ type: 'resume', id: 'm' })
    await engine.until(({ downloads }) => (downloads.m?.receivedBytes ?? 0) > 3e6)
    expect(awake.size).toBe(1)
    machine.http.link.setSpeed(0.001)
    await engine.until(({ downloads }) => downloads.m?.bytesPerSecond === 0, 60_000)
    expect(awake.size).toBe(0)
    machine.setOnline(false)
    await engine.until(({ downloads }) => downloads.m?.reason === 'offline', 60_000)
    expect(awake.size).toBe(0)
    expect(bars.at(-1)?.[1]).toBe('paused')
    await engine.close()
  })

  it('tells of a failure, says that progress is not known, and ends when it is told to', async () => {
    const { machine, engine, bars, badges, told, awake, stop } = createDesktop()
    await engine.dispatch({ type: 'download', model: { id: 'none', url: 'https://models.example/none.bin' } })
    expect(bars.at(-1)).toEqual([2, 'indeterminate'])
    await engine.until(({ downloads }) => downloads.none?.status === 'failed')
    expect(told).toMatchObject([{ title: 'none', body: expect.stringContaining('no file') }])
    const file = machine.serve(URL, { size: 60e6 })
    await engine.dispatch({ type: 'download', model: { id: 'm', ...file } })
    await engine.until(({ downloads }) => (downloads.m?.receivedBytes ?? 0) > 1e6)
    stop()
    expect([bars.at(-1), badges.at(-1), awake.size]).toEqual([[-1, 'none'], 0, 0])
    const shown = bars.length
    await engine.advance(2_000)
    expect(bars).toHaveLength(shown)
    await engine.close()
  })
})
