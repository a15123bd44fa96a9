import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Receipt } from '../../../src/engine/core/command.js'
import { createCommandMemory } from '../../../src/engine/remote/command-memory.js'
import { connectEngine } from '../../../src/engine/remote/connect-engine.js'
import { serveEngine } from '../../../src/engine/remote/serve-engine.js'
import { settle } from '../../../src/engine/testing/settle.js'
import { createVirtualClock } from '../../../src/engine/testing/virtual-clock.js'
import { createOpenBorder, LISTED } from './border.js'
import { createFakeEngine } from './fake-engine.js'
import { createFaultyPair, type Troubles } from './faulty-pair.js'

const ALLOW = { cancel: true, remove: true, verify: true, configure: true }

function createChaos(seed: number, troubles: Partial<Troubles>) {
  const clock = createVirtualClock({ seed })
  const engine = createFakeEngine()
  const pair = createFaultyPair(clock)
  // A host that is started again has no memory of the one before.
  const start = () =>
    pair.serve((far) =>
      serveEngine(engine, far, { catalog: [LISTED], allow: ALLOW, clock, memory: createCommandMemory() }),
    )
  const remote = connectEngine(pair.near, { clock, waitMs: 3_600_000 })
  start()
  Object.assign(pair.troubles, troubles)
  const peace = () => Object.assign(pair.troubles, { lost: 0, doubled: 0, delayed: 0, damaged: 0 })
  return { clock, engine, pair, remote, start, peace }
}

/** How often each command reached the engine. */
function runsOf({ commands }: ReturnType<typeof createFakeEngine>): Map<string, number> {
  const runs = new Map<string, number>()
  for (const command of commands) {
    const name = `${command.type} ${'id' in command ? command.id : ''}`
    runs.set(name, (runs.get(name) ?? 0) + 1)
  }
  return runs
}

const TROUBLES: readonly (readonly [string, Partial<Troubles>])[] = [
  ['lost', { lost: 0.3 }],
  ['doubled', { doubled: 0.5 }],
  ['delayed and reordered', { delayed: 0.6 }],
  ['malformed or oversized', { damaged: 0.3 }],
  ['all of that', { lost: 0.15, doubled: 0.2, delayed: 0.3, damaged: 0.1 }],
]

describe.each(TROUBLES)('a border whose messages are %s', (_, troubles) => {
  it.each([1, 2, 3])('heals, settles every command, and runs none twice (seed %i)', async (seed) => {
    const { clock, engine, pair, remote, peace } = createChaos(seed, troubles)
    engine.onCommand = async (command) => {
      if ('id' in command) engine.showDownload({ id: command.id, attempt: 1 })
      return { ok: true }
    }
    const receipts: Receipt[] = []
    const early: string[] = []
    for (let step = 0; step < 300; step += 1) {
      const id = `m${step}`
      engine.showDownload({ id: 'moving', status: 'downloading', receivedBytes: step * 1000 })
      if (step % 5 === 0) {
        void remote.dispatch({ type: 'retry', id }).then((receipt) => {
          receipts.push(receipt)
          if (remote.getSnapshot().downloads[id] === undefined) early.push(id)
        })
      }
      await clock.advance(100)
    }
    expect(pair.carried()).toBeGreaterThan(300)
    peace()
    await clock.advance(120_000)
    expect(receipts).toHaveLength(60)
    expect(receipts.filter(({ ok }) => !ok)).toEqual([])
    expect([...runsOf(engine)].filter(([, runs]) => runs !== 1)).toEqual([])
    expect(engine.commands).toHaveLength(60)
    // A receipt never overtakes what it is about.
    expect(early).toEqual([])
    expect(remote.getSnapshot().link).toBe('open')
    expect(remote.getSnapshot().downloads).toEqual(engine.getSnapshot().downloads)
    await remote.close()
    pair.kill()
    await clock.advance(2_000)
    expect(clock.pendingTimers()).toBe(0)
  })
})

describe('a host that is killed', () => {
  it.each([1, 2, 3, 4])(
    'between a command and its receipt never makes that command run twice (seed %i)',
    async (seed) => {
      const { clock, engine, pair, remote, start } = createChaos(seed, { delayed: 0.5 })
      engine.onCommand = (command) =>
        new Promise((resolve) => {
          clock.setTimer(clock.random() * 400, () => resolve({ ok: true }))
          if ('id' in command) engine.showDownload({ id: command.id })
        })
      const outcomes = new Map<string, string>()
      for (let step = 0; step < 60; step += 1) {
        const id = `m${step}`
        void remote.dispatch({ type: 'verify', id }).then((receipt) => {
          outcomes.set(id, receipt.ok ? 'taken' : receipt.error.code)
        })
        await clock.advance(clock.random() * 300)
        if (step % 6 === 5) {
          pair.kill()
          await clock.advance(200)
          start()
        }
      }
      await clock.advance(120_000)
      expect(outcomes.size).toBe(60)
      expect(new Set(outcomes.values())).toEqual(new Set(['taken', 'link-lost']))
      expect([...runsOf(engine)].filter(([, runs]) => runs > 1)).toEqual([])
      // What was taken ran; what was refused with link-lost may have.
      const ran = new Set(engine.commands.map((command) => ('id' in command ? command.id : '')))
      for (const [id, outcome] of outcomes) if (outcome === 'taken') expect(ran).toContain(id)
      expect(remote.getSnapshot().downloads).toEqual(engine.getSnapshot().downloads)
    },
  )

  it('is told again what only states a wish, since that changes nothing where it was heard', async () => {
    const { clock, engine, pair, remote, start } = createChaos(1, {})
    await clock.advance(100)
    engine.onCommand = () => new Promise(() => undefined)
    const receipt = remote.dispatch({ type: 'pause', id: 'm' })
    await clock.advance(100)
    pair.kill()
    engine.onCommand = async () => ({ ok: true })
    start()
    await clock.advance(1_000)
    expect(await receipt).toEqual({ ok: true })
    expect(engine.commands).toHaveLength(2)
  })
})

describe('a listener that is killed in the middle of a command', () => {
  it('leaves the command to be carried out, and nothing else behind', async () => {
    const { clock, engine, pair, remote } = createChaos(1, {})
    await clock.advance(100)
    let finish: (receipt: Receipt) => void = () => undefined
    engine.onCommand = () =>
      new Promise((resolve) => {
        finish = resolve
      })
    void remote.dispatch({ type: 'remove', id: 'm' })
    await clock.advance(100)
    pair.kill()
    expect(engine.listeners()).toBe(0)
    finish({ ok: true })
    await settle()
    expect(engine.commands).toEqual([{ type: 'remove', id: 'm' }])
    await remote.close()
    await clock.advance(5_000)
    expect(clock.pendingTimers()).toBe(0)
  })
})

describe('a page that floods', () => {
  it('is refused, then ignored, gets few snapshots, and everybody else goes on', async () => {
    const { clock, engine, pair, remote, warnings } = await createOpenBorder()
    await clock.advance(1_000)
    const before = pair.sentDown.length
    for (let at = 0; at < 50_000; at += 1) {
      pair.injectUp({ type: 'hello', version: 1 })
      pair.injectUp({ type: 'command', id: `f${at}`, command: { type: 'pause', id: 'm' } })
    }
    await settle()
    const sent = pair.sentDown.slice(before) as { type: string }[]
    expect(engine.commands.length).toBeLessThanOrEqual(200)
    expect(sent.filter(({ type }) => type === 'snapshot').length).toBeLessThanOrEqual(1)
    expect(sent.length).toBeLessThanOrEqual(402)
    // A log is not flooded either.
    expect(warnings.length).toBeLessThan(1_200)
    expect(warnings.at(-1)?.count).toBeGreaterThan(90_000)
    await clock.advance(1_500)
    expect(await remote.dispatch({ type: 'pause', id: 'm' })).toEqual({ ok: true })
  })

  it('has what it sends looked at no further than the size of a message', async () => {
    const { engine, pair, warnings } = await createOpenBorder()
    let deep: unknown = null
    for (let level = 0; level < 100_000; level += 1) deep = [deep]
    const wide = Array(5_000_000).fill(0)
    const call = (model: unknown) => ({ type: 'command', id: 'c', command: { type: 'download', model } })
    const huge = [
      call({ id: 'm', name: 'x'.repeat(3e6) }),
      call({ id: 'm', files: wide }),
      call({ id: 'm', files: deep }),
      call(new Uint8Array(5e6)),
      call(new Map(Array.from({ length: 1e5 }, (_, at) => [at, at]))),
    ]
    const startedMs = performance.now()
    // Not by way of JSON, which could not even write some of them: as a message port hands them over.
    for (const message of huge) pair.injectUp(message)
    await settle()
    expect(performance.now() - startedMs).toBeLessThan(1_000)
    expect(engine.commands).toEqual([])
    expect(warnings.filter(({ code }) => code === 'dropped-message')).toHaveLength(5)
    expect(pair.sentDown.at(-1)).toMatchObject({ type: 'receipt', receipt: { error: { code: 'invalid-command' } } })
  })
})

describe('ten thousand messages made at random', () => {
  const word = fc.constantFrom(
    ...['command', 'query', 'hello', 'snapshot', 'patch', 'pulse', 'receipt', 'answer', 'download', 'remove', 'adopt'],
    ...['type', 'id', 'model', 'version', '__proto__', 'constructor', 'silero-vad', '../x', ''],
  )
  const field = fc.oneof(word, fc.anything({ maxDepth: 3 }), fc.integer(), fc.constant('A'.repeat(2_000)))
  const message = fc.oneof(
    fc.anything(),
    fc.record({ type: word, id: field, version: field, command: fc.record({ type: word, id: field, model: field }) }),
    fc.record({ type: fc.constant('command'), id: word, command: field }),
    fc.record({ type: fc.constant('query'), id: word, query: fc.record({ type: word, model: field }) }),
    fc.record({ type: fc.constant('patch'), patch: fc.record({ base: field, revision: field, progress: field }) }),
    fc.record({ type: fc.constant('snapshot'), version: fc.constant(1), host: field, snapshot: field }),
    fc.record({ type: fc.constant('receipt'), id: field, revision: field, receipt: field }),
  )

  it.each(['up', 'down'] as const)('going %s change nothing, and the border works after them', async (way) => {
    const { clock, engine, pair, remote } = await createOpenBorder({ messagesPerSecond: Number.POSITIVE_INFINITY })
    engine.showDownload({ id: 'm' })
    await clock.advance(200)
    const samples = fc.sample(message, { numRuns: 10_000, seed: 11 })
    for (const [at, sample] of samples.entries()) {
      if (way === 'up') pair.injectUp(sample)
      else pair.injectDown(sample)
      if (at % 500 === 0) await clock.advance(50)
    }
    await clock.advance(30_000)
    expect(engine.commands).toEqual([])
    expect(remote.getSnapshot().downloads).toEqual(engine.getSnapshot().downloads)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    expect(await remote.dispatch({ type: 'pause', id: 'm' })).toEqual({ ok: true })
    expect(engine.listeners()).toBe(1)
    expect(clock.pendingTimers()).toBeLessThanOrEqual(2)
  })
})
