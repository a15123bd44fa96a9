import { expect, it } from 'vitest'
import type { Engine } from '../../../src/engine/core/engine.js'
import type { EngineSnapshot } from '../../../src/engine/core/snapshot.js'
import { type EngineHarness, testEngine } from '../../../src/engine/testing/index.js'
import { createSimulatedHarness } from '../../contract/simulated-harness.js'

/** Runs tests of the suite, by name, over an engine that breaks one promise; gives the names of those that noticed. */
async function noticing(
  names: readonly string[],
  spoil: (engine: Engine) => Partial<Engine>,
): Promise<readonly string[]> {
  const whole = createSimulatedHarness()
  const harness: EngineHarness = {
    async create(options) {
      const subject = await whole.create(options)
      const spoilt = new WeakMap<Engine, Engine>()
      const spoiltOf = (engine: Engine): Engine => {
        const known = spoilt.get(engine) ?? { ...engine, ...spoil(engine) }
        spoilt.set(engine, known)
        return known
      }
      return Object.create(subject, { engine: { get: () => spoiltOf(subject.engine) } })
    },
  }
  const tests: { name: string; run: () => Promise<void> }[] = []
  const runner = {
    describe: (_: string, define: () => void) => define(),
    it: (name: string, run: () => Promise<void>) => tests.push({ name, run }),
    expect,
  }
  testEngine(runner, 'a broken engine', harness)
  const failed: string[] = []
  for (const { name, run } of tests) if (names.includes(name)) await run().catch(() => failed.push(name))
  return failed
}

/** The snapshot with one field of each download changed. */
function withDownloads(
  getSnapshot: () => EngineSnapshot,
  change: (download: EngineSnapshot['downloads'][string]) => object,
): () => EngineSnapshot {
  const made = new WeakMap<EngineSnapshot, EngineSnapshot>()
  return () => {
    const of = getSnapshot()
    const entries = Object.entries(of.downloads).map(([id, download]) => [id, { ...download, ...change(download) }])
    const known = made.get(of) ?? { ...of, downloads: Object.fromEntries(entries) }
    made.set(of, known)
    return known
  }
}

const NUMBERS = [
  'never go backwards, pass the total, or know less than before',
  'are there only where they mean something',
]
const IDENTITY = ['leaves a download identical while only another one changes']
const SAME = ['gives the same snapshot until something changes, and a greater revision after']
const OFTEN = ['calls a listener at most ten times a second, and not once it has left']
const PAUSE = [
  'shows in the snapshot what a command did by the time its receipt is there',
  'pauses, moves no byte while paused, and goes on from there',
]
const UNSUPPORTED = ['refuses each command that it does not list with unsupported']
const AVAILABILITY = [
  'tell how much of a model is here, whatever its state',
  'tell that what stands under the final name is not the model',
]
const ALL = [...NUMBERS, ...IDENTITY, ...SAME, ...OFTEN, ...PAUSE, ...UNSUPPORTED, ...AVAILABILITY]

it('has nothing to say about an engine that keeps the contract', async () => {
  expect(await noticing(ALL, () => ({}))).toEqual([])
})

it('notices a snapshot that is another one at each look', async () => {
  expect(await noticing(SAME, ({ getSnapshot }) => ({ getSnapshot: () => ({ ...getSnapshot() }) }))).toEqual(SAME)
})

it('notices downloads that lose their identity', async () => {
  const noticed = await noticing(IDENTITY, ({ getSnapshot }) => ({
    getSnapshot: withDownloads(getSnapshot, () => ({})),
  }))
  expect(noticed).toEqual(IDENTITY)
})

it('notices more bytes than there are, and a speed where nothing moves', async () => {
  const noticed = await noticing(NUMBERS, ({ getSnapshot }) => ({
    getSnapshot: withDownloads(getSnapshot, ({ receivedBytes }) => ({
      receivedBytes: receivedBytes + 1,
      bytesPerSecond: 0,
    })),
  }))
  expect(noticed).toEqual(NUMBERS)
})

it('notices a command that is taken and does nothing', async () => {
  const noticed = await noticing(PAUSE, ({ dispatch }) => ({
    dispatch: async (command) => (command.type === 'pause' ? { ok: true } : dispatch(command)),
  }))
  expect(noticed).toEqual(PAUSE)
})

it('notices a listener that is called too often', async () => {
  const noticed = await noticing(OFTEN, ({ subscribe }) => ({
    subscribe: (onChange) => subscribe(() => [1, 2, 3].forEach(onChange)),
  }))
  expect(noticed).toEqual(OFTEN)
})

it('notices a command that is taken though it cannot be carried out', async () => {
  const noticed = await noticing(UNSUPPORTED, ({ getSnapshot, dispatch }) => ({
    getSnapshot: withoutSweep(getSnapshot),
    dispatch: async (command) => (command.type === 'sweep' ? { ok: true } : dispatch(command)),
  }))
  expect(noticed).toEqual(UNSUPPORTED)
})

it('notices a model that is called usable and is not', async () => {
  const noticed = await noticing(AVAILABILITY, ({ query }) => ({
    query: async (asked) => {
      const answer = await query(asked)
      const isAvailability = answer.ok && asked.type === 'availability'
      return isAvailability ? { ok: true, value: { ...answer.value, status: 'available' } } : answer
    },
  }))
  expect(noticed).toEqual(AVAILABILITY)
})

/** Hides one command from the capabilities. */
function withoutSweep(getSnapshot: Engine['getSnapshot']): Engine['getSnapshot'] {
  const hidden = new WeakMap<EngineSnapshot, EngineSnapshot>()
  return () => {
    const snapshot = getSnapshot()
    const { capabilities } = snapshot
    const commands = capabilities.commands.filter((type) => type !== 'sweep')
    const known = hidden.get(snapshot) ?? { ...snapshot, capabilities: { ...capabilities, commands } }
    hidden.set(snapshot, known)
    return known
  }
}
