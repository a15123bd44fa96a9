import { describe, expect, it } from 'vitest'
import type { Download } from '../../src/engine/core/download.js'
import {
  createSimulatedEngine,
  createSimulatedMachine,
  type HttpFault,
  type SimulatedEngine,
} from '../../src/engine/testing/index.js'

const MB = 1e6
const SIZES = [180 * MB, 23 * MB, 4_321, 0, 67 * MB, 1_500_000, 800_000]
const STEPS = 40

/** Holds each snapshot to what DESIGN promises of its numbers, against the one before. */
function check(before: Download | undefined, now: Download): void {
  const { totalBytes: total, receivedBytes: received, status } = now
  if (total !== null) expect(received).toBeLessThanOrEqual(total)
  expect(now.committedBytes).toBeLessThanOrEqual(received)
  if (status === 'completed') expect(received).toBe(total)
  if (status !== 'downloading') expect(now.bytesPerSecond).toBeNull()
  expect(now.reason === null, `reason of ${status}`).toBe(status !== 'waiting')
  expect(now.position === null, `position of ${status}`).toBe(status !== 'queued')
  expect(now.error !== null, `error of ${status}`).toBe(
    status === 'failed' || (status === 'waiting' && now.error !== null),
  )
  if (before === undefined || before.status === 'cancelled' || before.restarts !== now.restarts) return
  if (status === 'cancelled') return
  expect(received, `${before.status} to ${status}`).toBeGreaterThanOrEqual(before.receivedBytes)
  expect(now.elapsedMs).toBeGreaterThanOrEqual(before.elapsedMs)
  if (before.totalBytes !== null) expect(total).toBe(before.totalBytes)
}

async function play(seed: number): Promise<SimulatedEngine> {
  const machine = createSimulatedMachine({ seed, bytesPerSecond: 40e6, journalDelayMs: 15, hashBytesPerSecond: 200e6 })
  const { http, clock } = machine
  const pick = (count: number): number => Math.floor(clock.random() * count)
  // Without digests only validators tell one version from another, so then the server changes its files.
  const hasDigests = seed % 2 === 0
  const files = SIZES.map((size, at) => {
    const { url, sha256 } = machine.serve(`https://models.example/m/${at}.bin`, { size })
    return { path: `part-${at}.bin`, url, size, ...(hasDigests ? { sha256 } : {}) }
  })
  machine.files.setWriteSpeed(120e6)
  const urlOf = (at: number): string => files[at % files.length]?.url ?? ''
  const start = (): SimulatedEngine => createSimulatedEngine({ machine, retry: { maxMs: 4_000, attempts: 30 } })
  let broken: unknown = null
  let engine = watched(start())

  function watched(next: SimulatedEngine): SimulatedEngine {
    let before: Download | undefined
    next.subscribe(() => {
      const now = next.getSnapshot().downloads.m
      if (now === undefined || now === before) return
      try {
        check(before, now)
      } catch (thrown) {
        // Thrown here it would go astray in the engine.
        broken ??= thrown
      }
      before = now
    })
    return next
  }

  const faults: readonly ((at: number) => HttpFault)[] = [
    () => ({ type: 'network' }),
    () => ({ type: 'status', status: 503 }),
    () => ({ type: 'status', status: 429, headers: { 'retry-after': '2' } }),
    (at) => ({ type: 'cut', at: pick(SIZES[at] ?? 1) }),
    (at) => ({ type: 'stall', at: pick(SIZES[at] ?? 1) }),
    (at) => ({ type: 'short', at: pick(SIZES[at] ?? 1) }),
    () => ({ type: 'wrong-range', by: 1 + pick(5_000) }),
    () => ({ type: 'ignore-range' }),
  ]
  const events: readonly (() => unknown)[] = [
    () => {
      const at = pick(SIZES.length)
      http.fail(urlOf(at), faults[pick(faults.length)]?.(at) as HttpFault, 1 + pick(2))
    },
    () => http.link.cut(),
    () => {
      const at = pick(SIZES.length)
      if (!hasDigests) machine.serve(urlOf(at), { size: SIZES[at] as number, seed: pick(1e6) })
    },
    () => machine.setOnline(pick(2) === 0),
    () => machine.connectivity.set({ metered: pick(2) === 0 }),
    () => http.link.setSpeed([2e6, 40e6, 120e6][pick(3)] ?? 40e6),
    () => engine.dispatch({ type: 'pause', id: 'm' }),
    () => engine.dispatch({ type: 'resume', id: 'm' }),
    () => engine.dispatch({ type: 'retry', id: 'm' }),
    () => engine.dispatch({ type: 'cancel', id: 'm', keepPartial: true }),
    () => engine.dispatch({ type: 'configure', settings: { connections: pick(2) === 0 ? 'auto' : 1 + pick(6) } }),
    () => {
      engine = watched(engine.restart({ powerLoss: pick(2) === 0 }))
    },
    async () => {
      await engine.close()
      engine = watched(start())
    },
  ]

  await engine.dispatch({ type: 'download', model: { id: 'm', files } })
  for (let step = 0; step < STEPS; step++) {
    await engine.advance(pick(900))
    await events[pick(events.length)]?.()
  }
  machine.setOnline(true)
  machine.connectivity.set({ metered: false })
  http.heal()
  http.link.setSpeed(120e6)
  await engine.until(({ link }) => link === 'open')
  await engine.dispatch({ type: 'resume', id: 'm' })
  await engine.until(({ downloads }) => ['completed', 'failed'].includes(downloads.m?.status ?? ''), 600_000)
  expect(engine.getSnapshot().downloads.m).toMatchObject({ status: 'completed', error: null, unverified: !hasDigests })
  for (const { path, url } of files) {
    const kept = machine.files.contentAt(`/models/m/${path}`)
    expect(kept?.size).toBe(http.sizeOf(url))
    // One stretch: no file is put together of two versions.
    expect(kept?.extents.length).toBe(kept?.size === 0 ? 0 : 1)
  }
  expect(machine.files.list()).toEqual(files.map(({ path }) => `/models/m/${path}`))
  engine = watched(engine.restart({ powerLoss: true }))
  await engine.until(({ link }) => link === 'open')
  expect(engine.getSnapshot().downloads.m).toMatchObject({ status: 'completed', unverified: !hasDigests })
  if (broken !== null) throw broken
  await engine.close()
  // Those of killed engines run out unheard.
  await clock.advance(60_000)
  expect(clock.pendingTimers()).toBe(0)
  return engine
}

describe('a download that meets everything at once', () => {
  // SEEDS=1000 looks for more trouble than a run of all tests has time for.
  const seeds = Number(process.env.SEEDS ?? 15)
  it.each(Array.from({ length: seeds }, (_, at) => at + 1))(
    'ends with the right files and never tells a wrong number (seed %i)',
    async (seed) => {
      await play(seed)
    },
  )
})
