import { expect } from 'vitest'
import { isRunning } from '../../../src/engine/core/download.js'
import type { DownloadState } from '../../../src/engine/core/download-state.js'
import type { Effect } from '../../../src/engine/core/effect.js'
import { urgencyOf } from '../../../src/engine/core/priority.js'
import type { EngineState } from '../../../src/engine/core/state.js'
import type { FakeHost } from './fake-host.js'
import { Core } from './given.js'

/** Who has the slots, whatever happened before. */
export function checkSlots(state: EngineState, effects: readonly Effect[]): void {
  const all = state.order.map((id) => state.downloads.get(id) as DownloadState)
  const running = all.filter(({ status }) => isRunning(status))
  const queued = all.filter(({ status }) => status === 'queued')
  expect(running.length, 'never more than may').toBeLessThanOrEqual(state.settings.concurrency)
  if (state.link !== 'open' || state.stop !== null) return
  if (queued.length > 0) expect(running.length, 'no slot is empty while one waits').toBe(state.settings.concurrency)

  const started = all.filter(({ model }) =>
    effects.some(({ type, ...of }) => type === 'start' && idOf(of) === model.id),
  )
  for (const one of started) {
    for (const other of queued) {
      const isBefore = all.indexOf(other) < all.indexOf(one) && urgency(other) === urgency(one)
      expect(urgency(other) > urgency(one) || isBefore, 'nobody is passed over').toBe(false)
    }
  }
  for (const one of queued) {
    // What has failed leaves those that run their turn.
    if (urgency(one) < 100 || one.attempt > 0) continue
    const givesWay = running.find((other) => other.status !== 'verifying' && urgency(other) < urgency(one))
    expect(givesWay, 'nothing essential waits for what is less urgent').toBe(undefined)
  }
}

/** After a kill at any moment of a step, the next engine shows the order of before the step or that of after it. */
export function checkKills(host: FakeHost, before: EngineState, after: EngineState, effects: readonly Effect[]): void {
  const journal = new Map(host.journal)
  let { order } = host
  for (const effect of effects) {
    // What is written anew of a download that is there already has no place of its own.
    const isThere = 'id' in effect && journal.has(effect.id)
    if (effect.type === 'save') journal.set(effect.id, effect.record)
    else if (effect.type === 'erase') journal.delete(effect.id)
    else if (effect.type === 'save-order') order = effect.order
    else continue
    if (effect.type === 'save' && isThere) continue
    const next = new Core()
    next.send({ type: 'loaded', records: host.records(journal), order, autoResume: true })
    const here = (ids: readonly string[]): readonly string[] => ids.filter((id) => journal.has(id))
    expect([here(before.order).join(), here(after.order).join()]).toContain(next.state.order.join())
  }
}

function idOf(effect: object): string | null {
  return 'id' in effect && typeof effect.id === 'string' ? effect.id : null
}

function urgency({ priority }: DownloadState): number {
  return urgencyOf(priority)
}
