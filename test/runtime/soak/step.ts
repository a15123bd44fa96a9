import fc from 'fast-check'
import type { Fault } from '../../server/fault.js'
import * as faults from '../../server/faults.js'

const MIB = 2 ** 20

/** Faults that pass, by name, so that a play can be written down. */
const PASSING = {
  reset: () => faults.resetAt('anywhere'),
  end: () => faults.truncateAt('anywhere'),
  stall: () => faults.stallAt('anywhere'),
  hangUp: () => faults.hangUp(),
  silence: () => faults.silence(),
  shortChunked: () => faults.truncateChunkedAt(MIB),
  shorterRange: () => faults.shorterRange(2 * MIB),
  wrongRangeStart: () => faults.wrongRangeStart(),
  otherRange: () => faults.otherRange(7),
  noContentRange: () => faults.noContentRange(),
  unknownTotal: () => faults.wrongRangeTotal('*'),
  wrongTotal: () => faults.wrongRangeTotal(5 * MIB),
  ignoreRange: () => faults.ignoreRange(),
  gzip: () => faults.gzipAnyway(),
  portal: () => faults.captivePortal(),
  empty: () => faults.emptyBody(),
  otherVersion: () => faults.changedContent(),
  otherEtag: () => faults.changedEtag(),
  chunked: () => faults.chunked(),
  noLength: () => faults.noContentLength(),
  http10: () => faults.http10(),
  drip: () => faults.drip(2e6),
  slowHead: () => faults.slowHead(150),
  slowFirstByte: () => faults.slowFirstByte(150),
  loop: () => faults.redirectLoop(),
  tooManyRequests: () => faults.status(429, { retryAfter: 0 }),
  busy: () => faults.status(503),
  broken: () => faults.status(500),
  timeout: () => faults.status(408),
  early: () => faults.status(425),
  unauthorized: () => faults.status(401),
  forbidden: () => faults.status(403),
  missing: () => faults.status(404),
  gone: () => faults.status(410),
} satisfies Record<string, () => Fault>

/** Found by a digest alone. */
const FOUND_BY_DIGEST = {
  flippedBit: () => faults.flipBitAt(3 * MIB),
  weakEtag: () => faults.weakEtagOnly(),
  dateOnly: () => faults.lastModifiedOnly(),
  noValidator: () => faults.noValidator(),
} satisfies Record<string, () => Fault>

export type FaultName = keyof typeof PASSING | keyof typeof FOUND_BY_DIGEST

export function faultOf(name: FaultName): Fault {
  return { ...PASSING, ...FOUND_BY_DIGEST }[name]()
}

export type Step =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'faults'; readonly names: readonly FaultName[]; readonly after: number; readonly times: number }
  | { readonly do: 'pause' | 'resume' | 'retry' | 'cancel' | 'cancel-and-keep' | 'remove' | 'download' }
  | { readonly do: 'close' }
  /** Kills the process once so many more bytes were sent, or after a while. */
  | { readonly do: 'kill'; readonly afterBytes: number }
  | { readonly do: 'server-down'; readonly ms: number }
  | { readonly do: 'change-source' }
  | { readonly do: 'throttle'; readonly bytesPerSecond: number }

/** What a random play over real sockets, a real disk and real processes is about. */
export interface Play {
  readonly seed: number
  readonly isDigested: boolean
  /** Over a link that is resolved, signed, on another origin, and expires. */
  readonly isResolved: boolean
  readonly connections: number | 'auto'
  readonly mebibytes: number
  readonly steps: readonly Step[]
}

function step(isDigested: boolean): fc.Arbitrary<Step> {
  const names = Object.keys(isDigested ? { ...PASSING, ...FOUND_BY_DIGEST } : PASSING) as FaultName[]
  return fc.oneof(
    { weight: 5, arbitrary: fc.nat(250).map((ms): Step => ({ do: 'wait', ms })) },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('faults' as const),
        names: fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
        after: fc.nat(2),
        times: fc.integer({ min: 1, max: 2 }),
      }),
    },
    { weight: 3, arbitrary: fc.constantFrom<Step>({ do: 'pause' }, { do: 'resume' }, { do: 'retry' }) },
    { weight: 2, arbitrary: fc.constant<Step>({ do: 'resume' }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Step>(
        { do: 'cancel' },
        { do: 'cancel-and-keep' },
        { do: 'remove' },
        { do: 'download' },
      ),
    },
    { weight: 1, arbitrary: fc.constant<Step>({ do: 'close' }) },
    { weight: 2, arbitrary: fc.nat(40 * MIB).map((afterBytes): Step => ({ do: 'kill', afterBytes })) },
    { weight: 1, arbitrary: fc.nat(300).map((ms): Step => ({ do: 'server-down', ms })) },
    { weight: 1, arbitrary: fc.constant<Step>({ do: 'change-source' }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(5e6, 25e6, 200e6).map((bytesPerSecond): Step => ({ do: 'throttle', bytesPerSecond })),
    },
  )
}

/** Random plays; sizes up to so many MiB. */
export function plays(mebibytes: readonly number[]): fc.Arbitrary<Play> {
  return fc.boolean().chain((isDigested) =>
    fc.record({
      seed: fc.integer({ min: 1, max: 1e6 }),
      isDigested: fc.constant(isDigested),
      isResolved: fc.boolean(),
      connections: fc.constantFrom<number | 'auto'>(1, 4, 'auto'),
      mebibytes: fc.constantFrom(...mebibytes),
      steps: fc.array(step(isDigested), { minLength: 3, maxLength: 10 }),
    }),
  )
}
