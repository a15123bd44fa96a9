import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Effect } from '../../../src/engine/core/effect.js'
import type { ErrorCode } from '../../../src/engine/core/errors.js'
import { Core, errorData, progress } from './given.js'

/** How a run ends, after how long. */
interface Fate {
  readonly afterMs: number
  readonly code: ErrorCode | null
  readonly received: number
  readonly retryAfterMs: number | null
  readonly random: number
}

interface Due {
  readonly atMs: number
  readonly run: () => void
}

const IDS = ['a', 'b', 'c', 'd'] as const

const FATE: fc.Arbitrary<Fate> = fc.record({
  afterMs: fc.integer({ min: 20, max: 3_000 }),
  code: fc.option(fc.constantFrom<ErrorCode>('network', 'rate-limited', 'locked', 'timeout', 'not-found'), { freq: 8 }),
  received: fc.integer({ min: 0, max: 99 }),
  retryAfterMs: fc.option(fc.constantFrom(0, 1_000, 120_000)),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
})

/** Something from outside: the network or the directory comes and goes. */
const OUTSIDE = fc.record({
  atMs: fc.integer({ min: 0, max: 60_000 }),
  what: fc.constantFrom('offline', 'online', 'metered', 'lost', 'owned'),
})

/** Answers effects on a virtual time, as a host with a flaky source would; gives the steps taken in each second. */
function simulate(
  fates: readonly Fate[],
  outside: readonly { readonly atMs: number; readonly what: string }[],
): { core: Core; steps: number[] } {
  const core = new Core({ retry: { attempts: 5 } })
  const startMs = core.now
  const ends = new Map<string, Due>()
  const steps: number[] = []
  let queue: Due[] = []
  let wake: Due | null = null
  let next = 0

  const send = (input: Parameters<Core['send']>[0]): void => {
    const second = Math.floor((core.now - startMs) / 1_000)
    steps[second] = (steps[second] ?? 0) + 1
    for (const effect of core.send(input).effects) carryOut(effect)
  }
  const carryOut = (effect: Effect): void => {
    if (effect.type === 'wake') {
      wake = effect.atMs === null ? null : { atMs: Math.max(core.now, effect.atMs), run: () => send({ type: 'woken' }) }
    } else if (effect.type === 'stop') {
      ends.delete(effect.id)
    } else if (effect.type === 'start') {
      const fate = fates[next % fates.length] as Fate
      next += 1
      ends.set(effect.id, { atMs: core.now + fate.afterMs, run: () => finish(effect.id, effect.run, fate) })
    }
  }
  const finish = (id: string, run: number, { code, received, retryAfterMs, random }: Fate): void => {
    ends.delete(id)
    if (code === null) return send({ type: 'completed', id, run, progress: progress(100), unverified: false })
    send({ type: 'failed', id, run, progress: progress(received), error: errorData(code), retryAfterMs, random })
  }
  const hear = (what: string): void => {
    if (what === 'lost' || what === 'owned') return send({ type: 'owner', owner: what === 'owned' })
    send({ type: 'network', network: { online: what !== 'offline', metered: what === 'metered' } })
  }

  send({ type: 'loaded', records: [], order: [], autoResume: true })
  send({ type: 'owner', owner: true })
  for (const id of IDS) core.download(id).effects.forEach(carryOut)
  queue = outside.map(({ atMs, what }) => ({ atMs: startMs + atMs, run: () => hear(what) }))
  // In the end all is well, and nothing comes from outside any more.
  queue.push(
    { atMs: startMs + 60_000, run: () => hear('owned') },
    { atMs: startMs + 60_000, run: () => hear('online') },
  )
  for (;;) {
    const timer: Due | null = wake
    const first = [...queue, ...ends.values(), ...(timer === null ? [] : [timer])].sort((a, b) => a.atMs - b.atMs)[0]
    if (first === undefined) return { core, steps }
    queue = queue.filter((due) => due !== first)
    if (first === timer) wake = null
    core.now = first.atMs
    first.run()
    if (steps.length > 6 * 3_600) throw new Error('It came to no end within six hours.')
    if (Math.max(...steps.slice(-1)) > 1_000) throw new Error('It turns in circles.')
  }
}

describe('a host that wakes the core when it is asked to', () => {
  it('brings every download to an end, in a number of steps that fits the time', () => {
    fc.assert(
      fc.property(
        fc.array(FATE, { minLength: 1, maxLength: 20 }),
        fc.array(OUTSIDE, { maxLength: 20 }),
        (fates, outside) => {
          const { core, steps } = simulate(fates, outside)
          for (const { status } of core.state.downloads.values()) expect(['completed', 'failed']).toContain(status)
          expect(core.state.wakeAtMs).toBeNull()
          // Two slots of at most 50 runs a second each, a start and a wake for each, and what comes from outside.
          for (const count of steps) expect(count ?? 0).toBeLessThan(250)
        },
      ),
      { numRuns: 300, seed: 20_260_105 },
    )
  })
})
