import fc from 'fast-check'
import { it } from 'vitest'
import { playQueue, queuePlays } from './queue-play.js'

/** More in the long form: `npm run test:soak`. */
const RUNS = Number(process.env.WEIGHTLIFT_PLAYS ?? 60)
const SEED = Number(process.env.WEIGHTLIFT_SEED ?? 1)

it(
  `brings every model of a queue to its end, whatever a person, the line and the disk do, in ${RUNS} random plays of seed ${SEED}`,
  async () => {
    await fc.assert(fc.asyncProperty(queuePlays, playQueue), { numRuns: RUNS, seed: SEED })
  },
  60_000 + RUNS * 2_000,
)
