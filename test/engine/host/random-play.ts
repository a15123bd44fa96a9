import fc from 'fast-check'
import { expect } from 'vitest'
import { isActive } from '../../../src/engine/core/download.js'
import { ERROR_CODES } from '../../../src/engine/core/errors.js'
import {
  createSimulatedEngine,
  createSimulatedMachine,
  type HttpFault,
  type SimulatedEngine,
} from '../../../src/engine/testing/index.js'
import { createWatch } from './watched.js'

const MB = 1e6
const SIZES: readonly number[] = [90 * MB, 14 * MB, 4_321, 0]
const MOST_TWICE = 64 * 1024 * 1024
/** What connections hold when they break: taken off the wire, and not yet taken from the socket. */
const MOST_LOST = 4 * 1024 * 1024
/** Taken off the wire by all lanes together, and not yet written. */
const MOST_UNWRITTEN = 24 * 1024 * 1024
const SECRET = 'hush-hush'

/** What a random play is about. */
export interface Play {
  readonly seed: number
  /** With digests, or held together by validators alone. */
  readonly isDigested: boolean
  /** Whether the model tells sizes. */
  readonly isSized: boolean
  /** Whether the URLs of the model lead to signed links elsewhere. */
  readonly isRedirected: boolean
  /** Whether each file is in a second place, under an ETag of its own. */
  readonly isMirrored: boolean
  readonly connections: number | 'auto'
  readonly steps: readonly Step[]
}

export type Step =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'fault'; readonly file: number; readonly fault: HttpFault; readonly times: number }
  | { readonly do: 'cut' }
  | { readonly do: 'network'; readonly online: boolean }
  | { readonly do: 'speed'; readonly bytesPerSecond: number }
  | { readonly do: 'pause' | 'resume' | 'retry' | 'download' | 'cancel' | 'cancel-and-keep' | 'remove' }
  | { readonly do: 'kill' | 'power-loss' | 'close' }
  | { readonly do: 'change-source'; readonly file: number }
  | { readonly do: 'fill-disk'; readonly room: number }
  | { readonly do: 'free-disk' }

const share = fc.double({ min: 0, max: 1, noNaN: true })

function faultAt(file: number): fc.Arbitrary<HttpFault> {
  const size = SIZES[file] ?? 0
  const at = share.map((part) => Math.floor(part * size))
  return fc.oneof(
    fc.constant<HttpFault>({ type: 'network' }),
    fc.constantFrom(500, 503, 408, 403, 404, 401).map((status): HttpFault => ({ type: 'status', status })),
    fc.constant<HttpFault>({ type: 'status', status: 429, headers: { 'retry-after': '2' } }),
    at.map((place): HttpFault => ({ type: 'cut', at: place })),
    at.map((place): HttpFault => ({ type: 'stall', at: place })),
    at.map((place): HttpFault => ({ type: 'short', at: place })),
    fc.integer({ min: 1, max: 5_000 }).map((by): HttpFault => ({ type: 'wrong-range', by })),
    fc.constant<HttpFault>({ type: 'ignore-range' }),
    fc.constant<HttpFault>({
      type: 'status',
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<p>Welcome to the Wi-Fi',
    }),
  )
}

const file = fc.nat(SIZES.length - 1)

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.nat(1_500).map((ms): Step => ({ do: 'wait', ms })) },
  {
    weight: 12,
    arbitrary: file.chain((at) =>
      fc
        .tuple(faultAt(at), fc.integer({ min: 1, max: 5 }))
        .map(([fault, times]): Step => ({ do: 'fault', file: at, fault, times })),
    ),
  },
  {
    weight: 5,
    arbitrary: fc.constantFrom<Step>({ do: 'pause' }, { do: 'resume' }, { do: 'retry' }, { do: 'download' }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'cancel' }, { do: 'cancel-and-keep' }, { do: 'remove' }) },
  { weight: 4, arbitrary: fc.constantFrom<Step>({ do: 'kill' }, { do: 'power-loss' }, { do: 'close' }) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: 'cut' }) },
  { weight: 2, arbitrary: fc.boolean().map((online): Step => ({ do: 'network', online })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(1e6, 20e6, 90e6).map((bytesPerSecond): Step => ({ do: 'speed', bytesPerSecond })),
  },
  { weight: 2, arbitrary: file.map((at): Step => ({ do: 'change-source', file: at })) },
  { weight: 1, arbitrary: fc.nat(60 * MB).map((room): Step => ({ do: 'fill-disk', room })) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'free-disk' }) },
)

/** Random plays, which fast-check can make smaller when one fails. */
export const plays: fc.Arbitrary<Play> = fc.record({
  seed: fc.nat(1e6),
  isDigested: fc.boolean(),
  isSized: fc.boolean(),
  isRedirected: fc.boolean(),
  isMirrored: fc.boolean(),
  connections: fc.constantFrom<number | 'auto'>(1, 3, 8, 'auto'),
  steps: fc.array(step, { minLength: 3, maxLength: 30 }),
})

/** Plays it on a simulated machine, heals everything, and looks whether all ends well. Throws where an invariant is broken. */
export async function playOut(play: Play): Promise<void> {
  const theatre = open(play)
  for (const next of play.steps) await theatre.act(next)
  await theatre.end()
}

interface Theatre {
  act(step: Step): Promise<void>
  end(): Promise<void>
}

function open({ seed, isDigested, isSized, isRedirected, isMirrored, connections }: Play): Theatre {
  const machine = createSimulatedMachine({ seed, bytesPerSecond: 40e6, journalDelayMs: 12, hashBytesPerSecond: 300e6 })
  const { http } = machine
  machine.files.setWriteSpeed(150e6)
  const watch = createWatch(SECRET)
  const named = (at: number): string => `https://hub.example/m/${at}.bin`
  const served = (at: number): string => (isRedirected ? `https://cdn.example/${at}.bin?sig=${SECRET}` : named(at))
  const files = SIZES.map((size, at) => {
    const { sha256 } = machine.serve(served(at), { size, seed: at + 1 })
    const mirror = `https://mirror.example/m/${at}.bin`
    if (isMirrored) http.serve(mirror, { size, seed: at + 1, etag: `"mirror-${at}"` })
    const urls = isMirrored ? [named(at), mirror] : [named(at)]
    return { path: `${at}.bin`, urls, ...(isSized ? { size } : {}), ...(isDigested ? { sha256 } : {}) }
  })
  const model = { id: 'm', files }
  const versions = SIZES.map((size, at) => [contentAt(at, size, at + 1)])
  const bill = { deaths: 0, steps: 0, lost: 0, isPlain: isDigested || !isMirrored }
  let engine = start()

  function contentAt(at: number, size: number, seedOfIt: number): unknown {
    return http.serve(served(at), { size, seed: seedOfIt }).content.extents
  }

  function redirect(): void {
    if (isRedirected)
      for (const at of SIZES.keys())
        http.fail(named(at), { type: 'redirect', to: served(at) }, Number.POSITIVE_INFINITY)
  }

  function start(): SimulatedEngine {
    return watch.on(
      createSimulatedEngine({
        machine,
        connections,
        headers: { authorization: `Bearer ${SECRET}` },
        stallTimeoutMs: 5_000,
        retry: { minMs: 200, maxMs: 3_000, attempts: 6 },
      }),
    )
  }

  async function tell(command: Parameters<SimulatedEngine['dispatch']>[0]): Promise<boolean> {
    const receipt = await engine.dispatch(command)
    if (!receipt.ok) expectClear(receipt.error)
    return receipt.ok
  }

  async function act(step: Step): Promise<void> {
    bill.steps += 1
    switch (step.do) {
      case 'wait':
        return engine.advance(step.ms)
      case 'fault':
        if (step.fault.type === 'ignore-range') bill.isPlain = false
        return http.fail(served(step.file), step.fault, step.times)
      case 'cut':
        return http.link.cut()
      case 'network':
        return machine.setOnline(step.online)
      case 'speed':
        return http.link.setSpeed(step.bytesPerSecond)
      case 'pause':
      case 'resume':
      case 'retry':
        return void (await tell({ type: step.do, id: 'm' }))
      case 'download':
        watch.asked('m')
        return void (await tell({ type: 'download', model }))
      case 'cancel':
      case 'remove':
        watch.asked('m')
        bill.isPlain = false
        if (await tell({ type: step.do, id: 'm' })) expectNothingLeft(step.do)
        return
      case 'cancel-and-keep':
        watch.asked('m')
        return void (await tell({ type: 'cancel', id: 'm', keepPartial: true }))
      case 'kill':
      case 'power-loss':
        bill.deaths += 1
        engine = watch.on(engine.restart({ powerLoss: step.do === 'power-loss' }))
        return
      case 'close':
        await engine.close()
        engine = start()
        return
      case 'change-source':
        bill.isPlain = false
        versions[step.file]?.push(contentAt(step.file, SIZES[step.file] as number, 100 + bill.steps))
        return
      case 'fill-disk':
        // What cannot be written is lost, of every lane.
        bill.lost += MOST_UNWRITTEN
        return machine.files.setCapacity(machine.files.usedBytes() + step.room)
      case 'free-disk':
        return machine.files.setCapacity(null)
    }
  }

  function expectNothingLeft(verb: 'cancel' | 'remove'): void {
    const left = machine.files.list()
    // A model that was whole when its download was called off is the user's, no partial.
    const isWhole = verb === 'cancel' && left.length === SIZES.length && left.every((place) => !place.endsWith('.part'))
    if (!isWhole) expect(left, `after ${verb}`).toEqual([])
  }

  async function end(): Promise<void> {
    http.heal()
    redirect()
    // A model with digests wants the version that it names.
    if (isDigested) for (const [at, size] of SIZES.entries()) machine.serve(served(at), { size, seed: at + 1 })
    machine.files.setCapacity(null)
    machine.setOnline(true)
    http.link.setSpeed(90e6)
    await engine.until(({ link }) => link === 'open')
    if (engine.getSnapshot().downloads.m === undefined) await tell({ type: 'download', model })
    await tell({ type: 'resume', id: 'm' })
    await ended()
    // An error of the time before may come out now, and has to be clear; another try then has nothing in its way.
    if (engine.getSnapshot().downloads.m?.status === 'failed') {
      await tell({ type: 'retry', id: 'm' })
      await ended()
    }
    watch.verdict()
    expect(engine.getSnapshot().downloads.m).toMatchObject({
      status: 'completed',
      error: null,
      unverified: !isDigested,
    })
    expectRight()
    const twice = http.link.deliveredBytes() - SIZES.reduce((sum, size) => sum + size, 0)
    if (bill.isPlain) expect(twice).toBeLessThanOrEqual(bill.deaths * MOST_TWICE + bill.steps * MOST_LOST + bill.lost)
    for (const { url, headers } of http.log) {
      if (url.startsWith('https://cdn.')) expect(headers.authorization, 'sent to another origin').toBeUndefined()
    }
    for (const key of machine.journal.keys()) {
      expect(JSON.stringify(machine.journal.peek(key)), `the journal's ${key}`).not.toContain(SECRET)
    }
    await engine.close()
    watch.verdict()
  }

  /** Each file is one version that was served, from end to end, and nothing else lies about. */
  function expectRight(): void {
    expect(machine.files.list()).toEqual(SIZES.map((_, at) => `/models/m/${at}.bin`))
    for (const [at, size] of SIZES.entries()) {
      const kept = machine.files.contentAt(`/models/m/${at}.bin`)
      expect(kept?.size).toBe(size)
      if (isDigested) expect(kept?.extents).toEqual(versions[at]?.[0])
      else expect(versions[at]).toContainEqual(kept?.extents)
    }
  }

  async function ended(): Promise<void> {
    await engine.until(({ downloads: { m } }) => m !== undefined && !isActive(m.status), 600_000)
    const { error } = engine.getSnapshot().downloads.m ?? { error: null }
    if (error !== null) expectClear(error)
  }

  redirect()
  void engine.dispatch({ type: 'download', model })
  return { act, end }
}

function expectClear({ code, message }: { readonly code: string; readonly message: string }): void {
  expect(ERROR_CODES).toContain(code)
  // A net for errors of our own: all others are told by their cause.
  expect(message).not.toMatch(/something unexpected|used after it was closed|undefined|\[object/i)
  expect(message).not.toContain(SECRET)
}
