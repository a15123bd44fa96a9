import { describe, expect, it } from 'vitest'
import {
  createSimulatedEngine,
  createSimulatedMachine,
  type HttpFault,
  type ServeOptions,
  type SimulatedEngine,
  type SimulatedMachine,
} from '../../../../src/engine/testing/index.js'

const SIZE = 60e6
const url = 'https://models.example/m.bin'

/** A machine whose servers never heard of `If-Range`: they send a part of whatever they have now. */
function withoutIfRange(machine: SimulatedMachine): SimulatedMachine {
  return {
    ...machine,
    boot() {
      const process = machine.boot()
      const http: typeof machine.http = {
        ...machine.http,
        request(asked) {
          const { 'if-range': _, ...headers } = asked.headers
          return process.platform.http.request({ ...asked, headers })
        },
      }
      return { ...process, platform: { ...process.platform, clock: process.platform.clock, http } }
    },
  }
}

async function ended(engine: SimulatedEngine): Promise<void> {
  await engine.until(({ downloads }) => ['completed', 'failed'].includes(downloads.m?.status ?? ''))
  expect(engine.getSnapshot().downloads.m).toMatchObject({ status: 'completed', error: null })
}

function expectKept(machine: SimulatedMachine, options: ServeOptions): void {
  const { extents } = machine.http.serve(url, { size: SIZE, ...options }).content
  expect(machine.files.contentAt('/models/m/m.bin')?.extents).toEqual(extents)
}

describe('an answer', () => {
  it.each([1, 4_096, -1])('of another range than the one asked for is not taken (%i bytes off)', async (by) => {
    const machine = createSimulatedMachine({ bytesPerSecond: 40e6 })
    machine.serve(url, { size: SIZE, seed: 1 })
    const engine = createSimulatedEngine({ machine, connections: 3 })
    await engine.dispatch({ type: 'download', model: { id: 'm', url } })
    await engine.advance(500)
    const fault: HttpFault = { type: 'wrong-range', by }
    machine.http.fail(url, fault, 2)
    await ended(engine)

    expectKept(machine, { seed: 1 })
  })

  it('of another version is not put beside what is here, also where the server ignores If-Range', async () => {
    const machine = createSimulatedMachine({ bytesPerSecond: 40e6 })
    machine.serve(url, { size: SIZE, seed: 1 })
    const engine = createSimulatedEngine({ machine: withoutIfRange(machine), connections: 3 })
    await engine.dispatch({ type: 'download', model: { id: 'm', url } })
    await engine.advance(800)
    machine.serve(url, { size: SIZE, seed: 2 })
    await ended(engine)

    expectKept(machine, { seed: 2 })
    expect(engine.getSnapshot().downloads.m?.restarts).toBe(1)
  })

  it('of another length is of another version', async () => {
    const machine = createSimulatedMachine({ bytesPerSecond: 40e6 })
    machine.serve(url, { size: SIZE, seed: 1, etag: null })
    const engine = createSimulatedEngine({ machine })
    await engine.dispatch({ type: 'download', model: { id: 'm', url } })
    await engine.advance(800)
    machine.serve(url, { size: SIZE - 1, seed: 2, etag: null })
    machine.http.link.cut()
    await ended(engine)

    expectKept(machine, { size: SIZE - 1, seed: 2 })
  })
})

it('asks for nothing beyond the end of a file, and touches none that has its name', async () => {
  const machine = createSimulatedMachine({ bytesPerSecond: 20e6 })
  const files = [14e6, 90e6].map((size, at) => ({
    path: `${at}.bin`,
    url: machine.serve(`https://models.example/${at}.bin`, { size }).url,
  }))
  const engine = createSimulatedEngine({ machine, connections: 8 })
  await engine.dispatch({ type: 'download', model: { id: 'm', files } })
  await ended(engine)

  const statuses = machine.http.log.map(({ status }) => status)
  expect(new Set(statuses)).toEqual(new Set([206]))
  expect(machine.files.list()).toEqual(['/models/m/0.bin', '/models/m/1.bin'])
})

describe('a partial that nothing could tell from another version', () => {
  it.each<[string, ServeOptions]>([
    ['no validator', { etag: null }],
    ['a weak ETag', { etag: 'W/"weak"' }],
  ])('counts for nothing at the next start: %s, and no digest', async (_, options) => {
    const machine = createSimulatedMachine({ bytesPerSecond: 40e6 })
    machine.serve(url, { size: SIZE, seed: 1, ...options })
    let engine = createSimulatedEngine({ machine })
    await engine.dispatch({ type: 'download', model: { id: 'm', url } })
    await engine.until(({ downloads }) => (downloads.m?.committedBytes ?? 0) > 0)
    machine.serve(url, { size: SIZE, seed: 2, ...options })
    engine = engine.restart()
    await ended(engine)

    expectKept(machine, { seed: 2 })
  })
})

describe('a request for a part of what is here already', () => {
  async function ifRanges(options: ServeOptions): Promise<(string | undefined)[]> {
    const machine = createSimulatedMachine({ bytesPerSecond: 40e6 })
    machine.serve(url, { size: SIZE, ...options })
    const engine = createSimulatedEngine({ machine, connections: 1 })
    await engine.dispatch({ type: 'download', model: { id: 'm', url } })
    await ended(engine)
    const asked = machine.http.log.filter(({ headers }) => !headers.range?.startsWith('bytes=0-'))
    expect(asked.length).toBeGreaterThan(1)
    return asked.map(({ headers }) => headers['if-range'])
  }

  it('holds the strong ETag', async () => {
    expect(new Set(await ifRanges({ etag: '"strong"' }))).toEqual(new Set(['"strong"']))
  })

  it('holds the date where there is no ETag', async () => {
    const lastModified = 'Mon, 05 Jan 2026 12:00:00 GMT'

    expect(new Set(await ifRanges({ etag: null, lastModified }))).toEqual(new Set([lastModified]))
  })

  it('never holds a weak ETag, nor the date beside one', async () => {
    const lastModified = 'Mon, 05 Jan 2026 12:00:00 GMT'

    expect(new Set(await ifRanges({ etag: 'W/"weak"', lastModified }))).toEqual(new Set([undefined]))
  })
})
