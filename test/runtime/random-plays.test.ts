import fc from 'fast-check'
import { it } from 'vitest'
import { playOut } from './soak/play-out.js'
import { plays } from './soak/step.js'

/** 200 in the long form: `npm run test:soak`. */
const RUNS = Number(process.env.WEIGHTLIFT_RUNS ?? 6)
const SEED = Number(process.env.WEIGHTLIFT_SEED ?? 1)
const SIZES = process.env.WEIGHTLIFT_RUNS === undefined ? [20] : [20, 100]

it(`ends with the right files or a clear error, whatever happens to server and process, in ${RUNS} random plays of seed ${SEED}`, {
  // A wrong file is one too many: no second try.
  timeout: 60_000 + RUNS * 60_000,
  retry: 0,
}, async () => {
  // A smaller play is not looked for here: the same one rarely fails twice in the same way where real time goes by.
  await fc.assert(fc.asyncProperty(plays(SIZES), playOut), { numRuns: RUNS, seed: SEED, endOnFailure: true })
})
