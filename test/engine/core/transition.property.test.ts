import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Play } from './play.js'
import { STEP } from './random-steps.js'

describe('whatever happens, in whatever order', () => {
  it('every invariant of the core holds at every step', { timeout: 30_000 }, () => {
    const reached = new Set<string>()
    fc.assert(
      fc.property(fc.array(STEP, { minLength: 20, maxLength: 120 }), (steps) => {
        const play = new Play()
        for (const step of steps) {
          play.take(step)
          for (const { status, reason } of play.core.state.downloads.values()) reached.add(reason ?? status)
        }
      }),
      { numRuns: 300, seed: 20_260_105 },
    )
    // The play is worth something only if it goes everywhere.
    const everywhere = ['preparing', 'downloading', 'verifying', 'completed', 'failed', 'cancelled', 'paused', 'queued']
    expect([...reached]).toEqual(
      expect.arrayContaining([
        ...everywhere,
        'retry',
        'rate-limited',
        'offline',
        'metered',
        'schedule',
        'yield',
        'lock',
      ]),
    )
  })
})
