import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../../src/engine/core/errors.js'
import { startRunLanes } from '../../../../src/engine/host/transfer/lanes.js'
import type { HttpFault } from '../../../../src/engine/testing/index.js'
import { type GivenHost, type GivenHostOptions, type GivenRun, givenHost, givenRun, MIB, modelOf } from '../given.js'

const SIZE = 200e6
const url = 'https://models.example/m.bin'

interface Started extends GivenHost {
  readonly run: GivenRun
  /** Ranges asked for at this moment. */
  lanes(): number
  /** Lets time go by, and the lanes be looked after, until they are done. */
  finish(maxMs?: number): Promise<{ readonly ms: number; readonly error: unknown }>
  advance(ms: number): Promise<void>
}

async function start(connections: number | 'auto', options: GivenHostOptions = {}): Promise<Started> {
  const given = givenHost({ bytesPerSecond: 50e6, latencyMs: 10, ...options, settings: { connections } })
  const { machine, host } = given
  const { sha256 } = machine.serve(url, { size: SIZE })
  const run = await givenRun(host, modelOf({ id: 'm', url, size: SIZE, sha256 }))
  const lanes = startRunLanes(run)
  let result: { error: unknown } | null = null
  lanes.done.then(
    () => {
      result = { error: null }
    },
    (error: unknown) => {
      result = { error }
    },
  )
  const tick = (): void => {
    lanes.tick()
    run.committer.note()
    if (result === null) machine.clock.setTimer(100, tick)
  }
  tick()
  return {
    ...given,
    run,
    lanes: () => run.jobs.reduce((sum, job) => sum + job.claims.size, 0),
    advance: (ms) => machine.clock.advance(ms),
    async finish(maxMs = 120_000) {
      const sinceMs = machine.clock.now()
      await machine.clock.runUntil(() => result !== null, maxMs)
      return { ms: machine.clock.now() - sinceMs, error: (result as { error: unknown } | null)?.error ?? null }
    },
  }
}

/** What would have to be fetched again if the process died now: asked for as far as a socket holds it, received, or written. */
function atRisk({ jobs }: GivenRun): number {
  const bytes = (ranges: readonly (readonly [number, number])[]): number =>
    ranges.reduce((sum, [from, to]) => sum + to - from, 0)
  return jobs.reduce((sum, { written, committed, pendingBytes, claims }) => {
    const asked = [...claims].map(({ at, end }) => Math.min(8 * MIB, Math.max(0, (end ?? at) - at)))
    return sum + bytes(written) - bytes(committed) + pendingBytes + asked.reduce((a, b) => a + b, 0)
  }, 0)
}

describe('lanes', () => {
  it('share a file once its first answer told size and version', async () => {
    const { advance, lanes, finish, machine } = await start(6)
    await advance(5)
    expect(lanes(), 'before the first answer').toBe(1)
    await advance(1_000)
    expect(lanes()).toBe(6)

    expect(await finish()).toMatchObject({ error: null })
    expect(machine.files.list()).toEqual(['/models/m/m.bin'])
  })

  it.each([
    { where: 'all together after an answer from afar', roundTripMs: 40, least: 12, most: 16 },
    { where: 'one by one where the answer came quickly', roundTripMs: 3, least: 1, most: 1 },
  ])('begin $where', async ({ roundTripMs, least, most }) => {
    const { host, machine } = givenHost({ bytesPerSecond: 50e6, latencyMs: 10, settings: { connections: 'auto' } })
    const { http } = host.platform
    const request: typeof http.request = async (asked) => ({ ...(await http.request(asked)), roundTripMs })
    const from = { ...host, platform: { ...host.platform, http: { ...http, request } } }
    const { sha256 } = machine.serve(url, { size: SIZE })
    const given = await givenRun(from, modelOf({ id: 'm', url, sha256 }))
    const run: GivenRun = { ...given, report: (what) => void (what === 'prepared' && lanes.answered()) }
    const lanes = startRunLanes(run)
    await machine.clock.runUntil(() => run.jobs.some(({ isProven }) => isProven))
    expect(run.requests.size).toBeGreaterThanOrEqual(least)
    expect(run.requests.size).toBeLessThanOrEqual(most)
    await machine.clock.runUntil(() => run.jobs.every(({ published }) => published !== null))
    await lanes.done
  })

  it('are as many as the setting says while they run, be it more or fewer', async () => {
    const settings: { connections: number | 'auto' } = { connections: 2 }
    const given = givenHost({ bytesPerSecond: 50e6, settings })
    const { clock, serve } = given.machine
    const { sha256 } = serve(url, { size: 10 * SIZE })
    const run = await givenRun(given.host, modelOf({ id: 'm', url, size: 10 * SIZE, sha256 }))
    const { done, tick } = startRunLanes(run)
    const ended = done.catch((error: unknown) => error)
    const lanesAfter = async (connections: number | 'auto'): Promise<number> => {
      settings.connections = connections
      for (let at = 0; at < 50; at += 1) {
        await clock.advance(100)
        tick()
      }
      return run.requests.size
    }
    expect(await lanesAfter(2)).toBe(2)
    expect(await lanesAfter(5)).toBe(5)
    expect(await lanesAfter(1)).toBe(1)
    expect(await lanesAfter('auto')).toBeGreaterThanOrEqual(1)
    run.abort.abort('enough')
    for (const request of run.requests) request.abort('enough')
    await clock.runUntil(() => run.requests.size === 0)
    expect(await ended).toBe('enough')
  })

  it('keep to one where nothing holds parts together', async () => {
    const given = givenHost({ bytesPerSecond: 50e6, settings: { connections: 6 } })
    given.machine.serve(url, { size: SIZE, etag: 'W/"1"' })
    const run = await givenRun(given.host, modelOf({ id: 'm', url }))
    const { done, tick } = startRunLanes(run)
    for (let at = 0; at < 80; at++) {
      await given.machine.clock.advance(100)
      tick()
      expect(run.jobs[0]?.claims.size).toBeLessThanOrEqual(1)
    }
    await done
  })

  it.each<[string, HttpFault]>([
    ['breaks', { type: 'cut', at: 90e6 }],
    ['is refused with 500', { type: 'status', status: 500 }],
    ['ends too early', { type: 'short', at: 0 }],
  ])('give back the range of one that %s, and the others fetch it', async (_, fault) => {
    const { advance, machine, finish, run } = await start(6)
    await advance(1_000)
    machine.http.fail(url, fault)

    expect(await finish()).toMatchObject({ error: null })
    expect(run.jobs[0]?.restarts).toBe(0)
    expect(machine.http.link.deliveredBytes()).toBeLessThan(SIZE * 1.1)
  })

  it('take the rest from one that stands still, long before it is given up', async () => {
    const { advance, machine, finish, run } = await start(4, { stallTimeoutMs: 600_000 })
    await advance(1_000)
    const next = Math.max(...[...(run.jobs[0]?.claims ?? [])].map(({ end }) => end ?? 0))
    machine.http.fail(url, { type: 'stall', at: next + 1e6 })

    const { ms, error } = await finish()

    expect(error).toBeNull()
    expect(ms).toBeLessThan(8_000)
  })

  it('take the range from one that is not answered, when there is nothing else left', async () => {
    const { advance, machine, finish, run } = await start(4, { stallTimeoutMs: 600_000 })
    await advance(1_000)
    machine.http.fail(url, { type: 'late', ms: 60_000 })

    const finished = await finish(1_200_000)

    expect(finished.error).toBeNull()
    expect(run.jobs[0]?.restarts).toBe(0)
    expect(finished.ms).toBeLessThan(8_000)
  })

  it('wait long enough for a server that becomes slow with every answer, near the end too', async () => {
    const { machine, finish, run } = await start(4, { stallTimeoutMs: 600_000 })
    await machine.clock.runUntil(() => run.fetchedBytes > SIZE - 8e6)
    machine.http.setLatency(20_000)

    const { ms, error } = await finish(1_200_000)

    expect(error).toBeNull()
    expect(ms).toBeLessThan(60_000)
  })

  it('take the rest from one that was fast and only drips in the end', async () => {
    const { advance, machine, finish, run } = await start(4, { stallTimeoutMs: 600_000 })
    await advance(1_000)
    machine.http.fail(url, { type: 'drip', last: 100_000 })

    const { ms, error } = await finish(1_200_000)

    expect(error).toBeNull()
    expect(run.jobs[0]?.restarts).toBe(0)
    expect(ms).toBeLessThan(10_000)
  })

  it('become no fewer, and no slower, when somebody puts the clock back by an hour', async () => {
    const { advance, machine, finish, lanes, run } = await start(4)
    await advance(1_000)
    machine.http.fail(url, { type: 'network' })
    await machine.clock.runUntil(() => lanes() === 3)
    machine.clock.jump(-3_600_000)
    await advance(1_500)
    expect(lanes()).toBe(4)

    expect(await finish(20_000)).toMatchObject({ error: null })
    expect(run.jobs[0]?.restarts).toBe(0)
  })

  it.each([1, 4])('become half as many when a server asks for less, were it %i of them at once', async (times) => {
    const { advance, machine, finish, lanes } = await start(8)
    await advance(1_000)
    expect(lanes()).toBe(8)
    machine.http.fail(url, { type: 'status', status: 429, headers: { 'retry-after': '1' } }, times)
    await advance(1_700)
    expect(lanes()).toBe(4)

    expect(await finish()).toMatchObject({ error: null })
  })

  it('begin no new one for as long as a server asked, while the others go on', async () => {
    const { advance, machine, finish, lanes, run } = await start(8, { bytesPerSecond: 3e6 })
    await advance(1_000)
    machine.http.fail(url, { type: 'status', status: 429, headers: { 'retry-after': '20' } })
    await machine.clock.runUntil(() => lanes() < 8)
    for (const request of [...run.requests].slice(0, 5)) request.abort(new EngineError('network', 'Broken off.'))
    await advance(10_000)
    expect(lanes()).toBe(2)
    await advance(12_000)
    expect(lanes()).toBe(4)

    expect(await finish()).toMatchObject({ error: null })
  })

  it('become as many as before when the server was content for half a minute', async () => {
    const { advance, machine, finish, lanes } = await start(8, { bytesPerSecond: 3e6 })
    await advance(1_000)
    machine.http.fail(url, { type: 'status', status: 503 })
    await machine.clock.runUntil(() => lanes() === 4)
    await advance(31_000)
    expect(lanes()).toBe(8)

    expect(await finish()).toMatchObject({ error: null })
  })

  it.each([1, 4, 16])(
    'ask for no more than a crash may cost, however slow the journal is (%i of them)',
    async (count) => {
      const { advance, machine, finish, run } = await start(count, { bytesPerSecond: 400e6 })
      machine.journal.setDelay(700)
      machine.files.setWriteSpeed(1e9)
      let most = 0
      for (let at = 0; at < 300; at++) {
        await advance(10)
        most = Math.max(most, atRisk(run))
      }

      expect(most).toBeGreaterThan(30 * MIB)
      expect(most).toBeLessThanOrEqual(64 * MIB)
      expect(await finish()).toMatchObject({ error: null })
    },
  )

  it('end with the error of the last one where none gets through', async () => {
    const { advance, machine, finish } = await start(4)
    await advance(1_000)
    machine.http.fail(url, { type: 'network' }, Number.POSITIVE_INFINITY)
    machine.http.link.cut()

    expect(await finish()).toMatchObject({ error: { code: 'network' } })
  })

  it('end at once, all of them, with an error that no retry mends', async () => {
    const { advance, machine, finish, run } = await start(4)
    await advance(1_000)
    machine.http.link.setSpeed(2e6)
    machine.http.fail(url, { type: 'status', status: 404 }, Number.POSITIVE_INFINITY)
    const before = machine.http.log.length
    await machine.clock.runUntil(() => machine.http.log.length > before)
    const received = run.fetchedBytes

    expect(await finish()).toMatchObject({ ms: expect.toSatisfy((ms) => ms < 200), error: { code: 'not-found' } })
    expect(run.fetchedBytes - received).toBeLessThan(1e6)
  })

  it('stop when the run is told to stop, and leave no connection taken', async () => {
    const { advance, run, finish, host, lanes } = await start(16)
    await advance(1_000)
    run.abort.abort(new Error('told to stop'))
    for (const request of run.requests) request.abort(run.signal.reason)

    expect((await finish(1_000)).error).toBeInstanceOf(Error)
    expect(lanes()).toBe(0)
    const again = Array.from({ length: 16 }, () => host.connections.take('models.example', false, {}))
    expect(again.every((release) => release !== null)).toBe(true)
  })

  it('of two downloads from one host are as many, whichever came first', async () => {
    const given = givenHost({ bytesPerSecond: 50e6, settings: { connections: 16 } })
    const { clock, serve } = given.machine
    const begin = async (id: string) => {
      const from = `https://models.example/${id}.bin`
      const { sha256 } = serve(from, { size: 10 * SIZE })
      const run = await givenRun(given.host, modelOf({ id, url: from, size: 10 * SIZE, sha256 }))
      return { run, lanes: startRunLanes(run) }
    }
    const pass = async (seconds: number, ...runs: Awaited<ReturnType<typeof begin>>[]): Promise<number[]> => {
      for (let at = 0; at < seconds * 10; at += 1) {
        await clock.advance(100)
        for (const { lanes } of runs) lanes.tick()
      }
      return runs.map(({ run }) => run.requests.size)
    }
    const early = await begin('early')
    expect(await pass(2, early)).toEqual([16])
    const late = await begin('late')
    expect(await pass(8, early, late)).toEqual([8, 8])

    for (const { run, lanes } of [early, late]) {
      const ended = lanes.done.catch((error: unknown) => error)
      run.abort.abort('enough')
      for (const request of run.requests) request.abort('enough')
      await clock.runUntil(() => run.requests.size === 0)
      expect(await ended).toBe('enough')
    }
  })
})
