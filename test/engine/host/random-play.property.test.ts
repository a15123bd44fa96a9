import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { playOut, plays } from './random-play.js'

/** More in the long form: `npm run test:soak`. */
const RUNS = Number(process.env.WEIGHTLIFT_PLAYS ?? 200)
const SEED = Number(process.env.WEIGHTLIFT_SEED ?? 1)

const warnings: Error[] = []
const warn = (warning: Error): void => void warnings.push(warning)

beforeAll(() => void process.on('warning', warn))
afterAll(() => void process.off('warning', warn))

it(
  `ends with the right files or a clear error, and keeps the contract of progress, in ${RUNS} random plays of seed ${SEED}`,
  async () => {
    await fc.assert(fc.asyncProperty(plays, playOut), { numRuns: RUNS, seed: SEED })
    expect(warnings).toEqual([])
  },
  60_000 + RUNS * 2_000,
)
