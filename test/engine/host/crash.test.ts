import { describe, expect, it } from 'vitest'
import {
  createSimulatedEngine,
  createSimulatedMachine,
  type SimulatedEngine,
  type SimulatedMachine,
} from '../../../src/engine/testing/index.js'
import { MIB } from './given.js'
import { type Change, type Tap, tappedMachine } from './tap.js'
import { createWatch } from './watched.js'

const SIZES = [72 * MIB, 30_000, 9 * MIB]
const TOTAL = SIZES.reduce((sum, size) => sum + size, 0)
const MOST_TWICE = 64 * MIB

/** With a digest the last look finds what is wrong; without, only the rules of durability stand between a crash and a wrong file. */
type Kind = 'sha256' | 'etag'
type When = 'before' | 'after'

interface Played {
  readonly machine: SimulatedMachine
  /** Changes of the disk until the crash, or all. */
  readonly changes: readonly Change[]
  readonly fetchedTwice: number
  readonly restarts: number
}

interface Plan {
  readonly kind: Kind
  /** The crash comes at this change, counted from 0; null for none. */
  readonly at: number | null
  readonly when: When
  readonly journalDelayMs?: number
}

const urlOf = (at: number): string => `https://models.example/${at}.bin`

function serve(machine: SimulatedMachine, kind: Kind) {
  return SIZES.map((size, at) => {
    const { url, sha256 } = machine.serve(urlOf(at), { size })
    return { path: `${at}.bin`, url, size, ...(kind === 'sha256' ? { sha256 } : {}) }
  })
}

/** A short download with power loss at one change of the disk, and another engine that ends it. */
async function play({ kind, at, when, journalDelayMs = 0 }: Plan): Promise<Played> {
  const machine = createSimulatedMachine({ bytesPerSecond: 100e6, journalDelayMs })
  const files = serve(machine, kind)
  const watch = createWatch()
  const changes: Change[] = []
  let isCrashed = false
  const tap =
    (kill: () => void): Tap =>
    (change) => {
      if (isCrashed) return undefined
      const isIt = changes.length === at
      changes.push(change)
      if (!isIt) return undefined
      const crash = (): void => {
        isCrashed = true
        kill()
        checkFinals(machine, files)
      }
      if (when === 'after') return crash
      crash()
      return undefined
    }
  const start = (): SimulatedEngine =>
    watch.on(createSimulatedEngine({ machine: tappedMachine(machine, tap), connections: 4 }))
  let engine = start()
  const asked = engine.dispatch({ type: 'download', model: { id: 'm', files } })
  await machine.clock.runUntil(() => isCrashed || isEnded(engine))
  if (isCrashed) {
    engine = start()
    await engine.until(({ link }) => link === 'open')
    // The crash may have come before the journal heard of it.
    if (engine.getSnapshot().order.length === 0) await engine.dispatch({ type: 'download', model: { id: 'm', files } })
    await machine.clock.runUntil(() => isEnded(engine))
  } else await asked
  watch.verdict()
  expect(engine.getSnapshot().downloads.m).toMatchObject({ status: 'completed', error: null, receivedBytes: TOTAL })
  checkFinals(machine, files)
  expect(machine.files.list()).toEqual(files.map(({ path }) => `/models/m/${path}`))
  const { restarts } = engine.getSnapshot().downloads.m ?? { restarts: -1 }
  return { machine, changes, restarts, fetchedTwice: machine.http.link.deliveredBytes() - TOTAL }
}

function isEnded(engine: SimulatedEngine): boolean {
  return ['completed', 'failed'].includes(engine.getSnapshot().downloads.m?.status ?? '')
}

/** Whatever has a final name is right. */
function checkFinals({ files, http }: SimulatedMachine, wanted: readonly { path: string; url: string }[]): void {
  for (const { path, url } of wanted) {
    const final = files.content({ folder: 'm', path }, 'final')
    if (final === null) continue
    expect(final.size).toBe(http.sizeOf(url))
    expect(final.extents, `${path} under its final name`).toEqual(originals.get(url))
  }
}

/** What the simulated web serves at each URL. */
const originals = new Map(
  SIZES.map((size, at) => [urlOf(at), createSimulatedMachine().http.serve(urlOf(at), { size }).content.extents]),
)

describe.each<Kind>(['sha256', 'etag'])('a crash at any change of the disk, of files with %s', (kind) => {
  it.each<When>(['before', 'after'])(
    '%s it is done, ends in the right files',
    async (when) => {
      const { changes } = await play({ kind, at: null, when })
      expect(new Set(changes)).toEqual(new Set(['write', 'flush', 'journal-write', 'publish']))
      for (let at = 0; at < changes.length; at++) {
        const played = await play({ kind, at, when })
        const what = `${when} change ${at}, ${played.changes[at]}`
        expect(played.changes.length, what).toBe(at + 1)
        expect(played.fetchedTwice, what).toBeLessThanOrEqual(MOST_TWICE)
        expect(played.restarts, what).toBe(0)
      }
    },
    120_000,
  )
})

it('ends in the right files when the journal is slow and the crash falls into its writes', async () => {
  const { changes } = await play({ kind: 'etag', at: null, when: 'after', journalDelayMs: 40 })
  for (const [at, change] of changes.entries()) {
    if (change !== 'journal-write' && change !== 'flush' && change !== 'publish') continue
    const played = await play({ kind: 'etag', at, when: 'after', journalDelayMs: 40 })
    expect(played.fetchedTwice).toBeLessThanOrEqual(MOST_TWICE)
    expect(played.restarts).toBe(0)
  }
}, 60_000)
