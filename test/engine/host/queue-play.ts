import fc from 'fast-check'
import { expect } from 'vitest'
import type { Command } from '../../../src/engine/core/command.js'
import { isActive, isRunning, type Priority } from '../../../src/engine/core/download.js'
import type { EngineSnapshot, Settings } from '../../../src/engine/core/snapshot.js'
import {
  createSimulatedEngine,
  createSimulatedMachine,
  type HttpFault,
  type SimulatedEngine,
  type SimulatedMachine,
} from '../../../src/engine/testing/index.js'
import { checkSnapshot } from '../core/invariants.js'

const MB = 1e6
const HOME = '/home/me/w.bin'
/** Two files that several models share, and one of its own for each. */
const CONTENTS = { w: 24 * MB, v: 9 * MB, a: 2 * MB, b: 1, c: 5 * MB, u1: 3 * MB, u2: 4 * MB } as const
type Name = keyof typeof CONTENTS

const MODELS: Readonly<Record<string, readonly Name[]>> = { a: ['w', 'a'], b: ['b', 'w', 'v'], c: ['v', 'c'], d: ['w'] }
const VERSIONS: readonly (readonly Name[])[] = [
  ['u1', 'v'],
  ['u2', 'v'],
  ['u2', 'w'],
]

/** What a random play of several models is about. */
export interface QueuePlay {
  readonly seed: number
  readonly canLink: boolean
  readonly steps: readonly QueueStep[]
}

export type QueueStep =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'tell'; readonly command: Command }
  | { readonly do: 'ask'; readonly id: string; readonly version: number; readonly priority: Priority }
  | { readonly do: 'take-over'; readonly id: string; readonly link: boolean }
  | { readonly do: 'fault'; readonly name: Name; readonly fault: HttpFault; readonly times: number }
  | { readonly do: 'network'; readonly online: boolean | null; readonly metered: boolean | null }
  | { readonly do: 'spoil'; readonly id: string }
  | { readonly do: 'kill' | 'power-loss' | 'close' }
  | { readonly do: 'fill-disk'; readonly room: number }
  | { readonly do: 'free-disk' }

const IDS = [...Object.keys(MODELS), 'u']
const ID = fc.constantFrom(...IDS)
const tell = (command: fc.Arbitrary<Command>): fc.Arbitrary<QueueStep> =>
  command.map((of): QueueStep => ({ do: 'tell', command: of }))

const SETTINGS: fc.Arbitrary<Partial<Settings>> = fc.oneof(
  fc.record({ concurrency: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ connections: fc.constantFrom<number | 'auto'>(1, 4, 'auto') }),
  fc.record({ bytesPerSecondLimit: fc.constantFrom(null, 3 * MB, 100 * MB) }),
  fc.record({ metered: fc.constantFrom<Settings['metered']>('ask', 'allow', 'wait') }),
)

const FAULT = fc.constantFrom<HttpFault>(
  { type: 'network' },
  { type: 'status', status: 500 },
  { type: 'status', status: 404 },
  { type: 'cut', at: MB },
  { type: 'ignore-range' },
)

const STEP: fc.Arbitrary<QueueStep> = fc.oneof(
  { weight: 8, arbitrary: fc.nat(1_500).map((ms): QueueStep => ({ do: 'wait', ms })) },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('ask'),
      id: ID,
      version: fc.nat(2),
      priority: fc.constantFrom<Priority>('essential', 'normal', 'background', 7),
    }),
  },
  {
    weight: 7,
    arbitrary: tell(
      fc.record({ type: fc.constantFrom('pause', 'resume', 'retry', 'remove', 'verify', 'discard'), id: ID }),
    ),
  },
  { weight: 3, arbitrary: tell(fc.record({ type: fc.constant('cancel'), id: ID, keepPartial: fc.boolean() })) },
  { weight: 2, arbitrary: tell(fc.record({ type: fc.constantFrom('pauseAll', 'resumeAll') })) },
  {
    weight: 2,
    arbitrary: tell(fc.record({ type: fc.constant('move'), id: ID, beforeId: fc.option(ID, { nil: null }) })),
  },
  { weight: 2, arbitrary: tell(fc.record({ type: fc.constant('update'), id: ID })) },
  { weight: 1, arbitrary: tell(fc.record({ type: fc.constant('check'), model: fc.record({ id: ID }) })) },
  { weight: 1, arbitrary: tell(fc.record({ type: fc.constant('sweep'), olderThanMs: fc.constantFrom(0, 2_000) })) },
  { weight: 3, arbitrary: tell(fc.record({ type: fc.constant('configure'), settings: SETTINGS })) },
  {
    weight: 2,
    arbitrary: tell(
      fc.record({
        type: fc.constant('yield'),
        holder: fc.constantFrom('x', 'y'),
        reason: fc.constant('inference'),
        bytesPerSecondLimit: fc.constantFrom(0, MB, null, null),
      }),
    ),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('take-over'), id: ID, link: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('fault'),
      name: fc.constantFrom(...(Object.keys(CONTENTS) as Name[])),
      fault: FAULT,
      times: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('network'),
      online: fc.constantFrom(true, true, null, false),
      metered: fc.constantFrom(false, false, null, true),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('spoil'), id: ID }) },
  { weight: 2, arbitrary: fc.constantFrom<QueueStep>({ do: 'kill' }, { do: 'power-loss' }, { do: 'close' }) },
  { weight: 1, arbitrary: fc.nat(30 * MB).map((room): QueueStep => ({ do: 'fill-disk', room })) },
  { weight: 1, arbitrary: fc.constant<QueueStep>({ do: 'free-disk' }) },
)

/** Random plays of several models, some of which share files, or are updated. */
export const queuePlays: fc.Arbitrary<QueuePlay> = fc.record({
  seed: fc.nat(1e6),
  canLink: fc.boolean(),
  steps: fc.array(STEP, { minLength: 5, maxLength: 40 }),
})

const urlOf = (name: Name): string => `https://hub.example/${name}.bin`
const seedOf = (name: Name): number => Object.keys(CONTENTS).indexOf(name) + 1

/** Plays it, heals everything, and looks whether every model comes to its end with the right files. */
export async function playQueue({ seed, canLink, steps }: QueuePlay): Promise<void> {
  const machine = createSimulatedMachine({
    seed,
    bytesPerSecond: 20 * MB,
    journalDelayMs: 8,
    hashBytesPerSecond: 90 * MB,
  })
  machine.files.setLinks(canLink)
  machine.files.setWriteSpeed(80 * MB)
  const served = serve(machine)
  const modelOf = (id: string, version: number) => {
    const names = id === 'u' ? (VERSIONS[version] as readonly Name[]) : (MODELS[id] as readonly Name[])
    const files = names.map((name) => ({ path: `${name}.bin`, url: urlOf(name), ...served[name] }))
    return { id, files, ...(id === 'u' ? { revision: String(version) } : {}) }
  }
  let breach: unknown = null
  let engine = start()

  function start(): SimulatedEngine {
    return watch(createSimulatedEngine({ machine, retry: { minMs: 200, maxMs: 3_000, attempts: 6 } }))
  }

  function watch(started: SimulatedEngine): SimulatedEngine {
    started.subscribe(() => {
      try {
        checkQueue(started.getSnapshot())
      } catch (error) {
        breach ??= error
      }
    })
    return started
  }

  async function act(step: QueueStep): Promise<void> {
    switch (step.do) {
      case 'wait':
        return engine.advance(step.ms)
      case 'tell':
        return void (await engine.dispatch(step.command))
      case 'ask':
        return void (await engine.dispatch({
          type: 'download',
          model: modelOf(step.id, step.version),
          priority: step.priority,
        }))
      case 'take-over':
        machine.files.overwrite(
          HOME,
          machine.http.serve(urlOf('w'), { size: CONTENTS.w, seed: seedOf('w') }).content.copy(),
        )
        return void (await engine.dispatch({
          type: 'adopt',
          model: modelOf(step.id, 0),
          location: HOME,
          link: step.link,
        }))
      case 'fault':
        return machine.http.fail(urlOf(step.name), step.fault, step.times)
      case 'network':
        machine.connectivity.set({ online: step.online, metered: step.metered })
        if (step.online === false) machine.http.link.cut()
        return
      case 'spoil':
        return spoil(step.id)
      case 'kill':
      case 'power-loss':
        engine = watch(engine.restart({ powerLoss: step.do === 'power-loss' }))
        return
      case 'close':
        await engine.close()
        engine = start()
        return
      case 'fill-disk':
        return machine.files.setCapacity(machine.files.usedBytes() + step.room)
      case 'free-disk':
        return machine.files.setCapacity(null)
    }
  }

  /** Another program writes something else into a finished file, at once or some time later. */
  function spoil(id: string): void {
    const place = machine.files.list().find((each) => each.startsWith(`/models/${id}/`) && each.endsWith('.bin'))
    const content = place === undefined ? undefined : machine.files.contentAt(place)
    if (place === undefined || !content || content.size < 2) return
    const other = content.copy()
    other.write(1, Uint8Array.of(1, 2, 3))
    machine.files.overwrite(place, other)
  }

  for (const step of steps) await act(step)

  machine.http.heal()
  machine.files.setCapacity(null)
  machine.connectivity.set({ online: true, metered: false })
  for (const holder of ['x', 'y'])
    await engine.dispatch({ type: 'yield', holder, reason: 'inference', bytesPerSecondLimit: null })
  await engine.dispatch({
    type: 'configure',
    settings: { concurrency: 2, bytesPerSecondLimit: null, metered: 'allow' },
  })
  await ended()
  for (const id of IDS) {
    const before = engine.getSnapshot().downloads[id]
    const version = Number(before?.revision ?? 0)
    const receipt = await engine.dispatch({ type: 'download', model: modelOf(id, version) })
    expect(receipt, `${id} is asked for as what it is`).toEqual({ ok: true })
  }
  await ended()
  // What came out wrong while all was well again is tried once more by a person.
  for (const id of IDS) if (shown(id)?.status === 'failed') await engine.dispatch({ type: 'retry', id })
  for (const id of IDS) await engine.dispatch({ type: 'verify', id })
  await ended()
  if (breach !== null) throw breach
  for (const id of IDS) {
    expect(shown(id), id).toMatchObject({ status: 'completed', error: null, updating: false })
    const located = await engine.query({ type: 'locate', id })
    const files = located.ok && located.value !== null && 'files' in located.value ? located.value.files : []
    const { revision } = shown(id) as { revision: string | null }
    const names = id === 'u' ? (VERSIONS[Number(revision)] as readonly Name[]) : (MODELS[id] as readonly Name[])
    expect(files.map(({ path }) => path)).toEqual(names.map((name) => `${name}.bin`))
    for (const [at, name] of names.entries()) {
      const right = machine.http.serve(urlOf(name), { size: CONTENTS[name], seed: seedOf(name) }).content
      expect(machine.files.contentAt(files[at]?.location ?? '')?.extents, `${name} of ${id}`).toEqual(right.extents)
    }
  }
  expect(
    machine.files.list().filter((place) => /\.(part|incoming)$/.test(place)),
    'nothing unfinished is left',
  ).toEqual([])
  await engine.close()

  function shown(id: string) {
    return engine.getSnapshot().downloads[id]
  }

  async function ended(): Promise<void> {
    await engine.until(({ link, downloads }) => {
      return link === 'open' && Object.values(downloads).every(({ status }) => !isActive(status))
    })
  }
}

function serve(machine: SimulatedMachine): Readonly<Record<Name, { size: number; sha256: string }>> {
  const names = Object.keys(CONTENTS) as Name[]
  const files = names.map((name) => {
    const { size, sha256 } = machine.serve(urlOf(name), { size: CONTENTS[name], seed: seedOf(name) })
    return [name, { size, sha256 }] as const
  })
  return Object.fromEntries(files) as Record<Name, { size: number; sha256: string }>
}

function checkQueue(snapshot: EngineSnapshot): void {
  checkSnapshot(snapshot)
  const running = Object.values(snapshot.downloads).filter(({ status }) => isRunning(status)).length
  expect(running, 'never more than may').toBeLessThanOrEqual(snapshot.settings.concurrency)
}
