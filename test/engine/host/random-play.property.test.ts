import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Play, playOut, plays } from './random-play.js'

/** More in the long form: `npm run test:soak`. */
const RUNS = Number(process.env.WEIGHTLIFT_PLAYS ?? 200)
const SEED = Number(process.env.WEIGHTLIFT_SEED ?? 1)

/** Played each time: closed between the journal's hearing of a restart and the page's. */
const ONCE_BROKEN: Play = {
  seed: 0,
  isDigested: false,
  isSized: false,
  isRedirected: false,
  isMirrored: false,
  connections: 'auto',
  steps: [
    { do: 'wait', ms: 46 },
    { do: 'change-source', file: 1 },
    { do: 'pause' },
    { do: 'kill' },
    { do: 'download' },
    { do: 'close' },
    { do: 'fault', file: 0, fault: { type: 'stall', at: 0 }, times: 1 },
  ],
}

/** Played each time: the bytes were a mirror's, and the journal named the origin's version as theirs. */
const ONCE_MIXED: Play = {
  ...ONCE_BROKEN,
  isMirrored: true,
  connections: 1,
  steps: [
    { do: 'wait', ms: 378 },
    { do: 'change-source', file: 0 },
    { do: 'fault', file: 0, fault: { type: 'cut', at: 0 }, times: 1 },
    { do: 'wait', ms: 1_149 },
    { do: 'kill' },
  ],
}

const warnings: Error[] = []
const warn = (warning: Error): void => void warnings.push(warning)

beforeAll(() => void process.on('warning', warn))
afterAll(() => void process.off('warning', warn))

it(
  `ends with the right files or a clear error, and keeps the contract of progress, in ${RUNS} random plays of seed ${SEED}`,
  async () => {
    await fc.assert(fc.asyncProperty(plays, playOut), {
      numRuns: RUNS,
      seed: SEED,
      examples: [[ONCE_BROKEN], [ONCE_MIXED]],
    })
    expect(warnings).toEqual([])
  },
  60_000 + RUNS * 2_000,
)
