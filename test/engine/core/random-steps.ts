import fc from 'fast-check'
import { PRIORITIES, type Priority } from '../../../src/engine/core/download.js'
import type { ErrorCode } from '../../../src/engine/core/errors.js'
import type { CheckedCommand } from '../../../src/engine/core/input.js'
import type { Schedule } from '../../../src/engine/core/snapshot.js'
import { model } from './given.js'

/** One thing that happens to a core. */
export type Step =
  | { readonly kind: 'command'; readonly command: CheckedCommand }
  | { readonly kind: 'run'; readonly id: string; readonly says: RunWord; readonly bytes: number }
  | {
      readonly kind: 'fail'
      readonly id: string
      readonly code: ErrorCode
      readonly retryAfterMs: number | null
      readonly random: number
    }
  | { readonly kind: 'owner'; readonly owner: boolean }
  | { readonly kind: 'network'; readonly online: boolean | null; readonly metered: boolean | null }
  | { readonly kind: 'probed'; readonly isReachable: boolean }
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'woken' }
  | { readonly kind: 'broken'; readonly id: string }
  | { readonly kind: 'lose'; readonly id: string }

export type RunWord = 'prepared' | 'progress' | 'restarted' | 'verifying' | 'completed' | 'damaged' | 'parked'

export const IDS = ['a', 'b', 'c', 'd', 'org/e'] as const

const ID = fc.constantFrom(...IDS)
const FLAG = fc.constantFrom(true, false, null)

/** Few enough to meet each other: the same model again, by another link, with another digest, of unknown size, of two files. */
const MODEL = fc.tuple(ID, fc.nat(8)).map(([id, variant]) => {
  if (variant === 1) return model(id, { sha256: 'a'.repeat(64), url: 'https://mirror.test/x.bin', path: 'x.bin' })
  if (variant === 2) return model(id, { sha256: 'a'.repeat(64), path: 'x.bin' })
  if (variant === 3) return model(id, { size: null })
  if (variant === 4)
    return { id, name: null, revision: null, files: ['x', 'y'].flatMap((path) => model(id, { path }).files) }
  if (variant > 5)
    return model(id, { revision: String(variant), path: 'x.bin', ...(variant === 7 ? {} : { sha256: 'a'.repeat(64) }) })
  return variant === 5 ? { id, name: null, revision: null, files: [] } : model(id)
})

const PRIORITY = fc.constantFrom<Priority>(...PRIORITIES, 50, -250, 150, Number.NaN, 'urgent' as Priority)

/** The play begins at 08:00: a window closes, and others open, within minutes. */
const SCHEDULE: Schedule = {
  timeZone: 'UTC',
  windows: ['08:00', '08:02', '08:04', '08:06'].map((from) => {
    const to = from.replace(/\d$/, (minute) => `${Number(minute) + 1}`)
    return { days: [1, 2, 3, 4, 5, 6, 7], from, to, bytesPerSecondLimit: null }
  }),
}

const COMMAND: fc.Arbitrary<CheckedCommand> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('download'), model: MODEL }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('download'), model: MODEL, priority: PRIORITY }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constantFrom('pause', 'resume', 'retry'), id: ID }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom('resume', 'retry'),
      id: ID,
      startNow: fc.boolean(),
      allowMetered: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('yield'),
      holder: fc.constantFrom('x', 'y'),
      reason: fc.constant('inference'),
      bytesPerSecondLimit: fc.constantFrom(0, 5, null, null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('pauseAll', 'resumeAll') }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('cancel'), id: ID, keepPartial: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('check'), model: MODEL }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('update'), id: ID }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('remove', 'discard'), id: ID }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('verify'), id: ID }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('sweep'), ids: fc.array(ID, { maxLength: 3 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('adopt'),
      model: MODEL,
      location: fc.constantFrom('/mine', '/other'),
      link: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('prioritize'), id: ID, priority: PRIORITY }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('move'), id: ID, beforeId: fc.option(ID) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('configure'),
      settings: fc.oneof(
        fc.record({ concurrency: fc.integer({ min: 0, max: 4 }) }),
        fc.record({ metered: fc.constantFrom('ask', 'allow', 'wait') }),
        fc.record({ bytesPerSecondLimit: fc.constantFrom(7, null, -1) }),
        { weight: 2, arbitrary: fc.record({ schedule: fc.constantFrom(null, SCHEDULE) }) },
      ),
    }),
  },
)

const CODES: readonly ErrorCode[] = [
  'network',
  'timeout',
  'rate-limited',
  'locked',
  'captive-portal',
  'not-found',
  'disk-full',
  'checksum-mismatch',
]

export const STEP: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('command'), command: COMMAND }) },
  {
    weight: 16,
    arbitrary: fc.record({
      kind: fc.constant('run'),
      id: ID,
      says: fc.constantFrom<RunWord>(
        'prepared',
        'progress',
        'progress',
        'progress',
        'restarted',
        'verifying',
        'completed',
        'damaged',
        'parked',
      ),
      bytes: fc.integer({ min: 0, max: 60 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('fail'),
      id: ID,
      code: fc.constantFrom(...CODES),
      retryAfterMs: fc.option(fc.constantFrom(0, 1, 5_000)),
      random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('owner'), owner: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('network'), online: FLAG, metered: FLAG }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('time'), ms: fc.constantFrom(0, 1, 100, 1_000, 5_000, 60_000, 60_000) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('probed'), isReachable: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('woken') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('broken', 'lose'), id: ID }) },
)

/** A person who plays with the queue, on a line that never fails: nothing hides what the slots are given to. */
export const QUEUE_STEP: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('command'),
      command: fc.oneof(
        fc.record({ type: fc.constant('download'), model: ID.map((id) => model(id)), priority: PRIORITY }),
        fc.record({ type: fc.constant('prioritize'), id: ID, priority: PRIORITY }),
        fc.record({ type: fc.constant('move'), id: ID, beforeId: fc.option(ID) }),
        fc.record({ type: fc.constantFrom('pauseAll', 'resumeAll', 'resumeAll') }),
        fc.record({ type: fc.constantFrom('pause', 'resume', 'remove'), id: ID }),
        fc.record({
          type: fc.constant('configure'),
          settings: fc.record({ concurrency: fc.integer({ min: 1, max: 4 }) }),
        }),
      ),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('run'),
      id: ID,
      says: fc.constantFrom<RunWord>(
        'prepared',
        'prepared',
        'progress',
        'progress',
        'verifying',
        'completed',
        'parked',
      ),
      bytes: fc.integer({ min: 0, max: 60 }),
    }),
  },
)
