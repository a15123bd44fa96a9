import { expect } from 'vitest'
import { DOWNLOAD_STATUSES, type Download, isRunning } from '../../../src/engine/core/download.js'
import { nextEdge } from '../../../src/engine/core/holds.js'
import { nextProbe } from '../../../src/engine/core/probes.js'
import { nextClaim } from '../../../src/engine/core/slots.js'
import type { EngineSnapshot } from '../../../src/engine/core/snapshot.js'
import type { EngineState } from '../../../src/engine/core/state.js'
import type { FakeHost } from './fake-host.js'
import { Core } from './given.js'

/** What holds of every snapshot, whatever happened before. */
export function checkSnapshot({ downloads, order }: EngineSnapshot): void {
  expect([...order].sort()).toEqual(Object.keys(downloads).sort())
  const places = Object.values(downloads).flatMap(({ position }) => (position === null ? [] : [position]))
  expect(places.sort((a, b) => a - b)).toEqual(places.map((_, at) => at + 1))
  for (const id of order) checkDownload(downloads[id] as Download)
}

function checkDownload(download: Download): void {
  const { status, totalBytes, receivedBytes, committedBytes } = download
  const is = (...statuses: readonly string[]): boolean => statuses.includes(status)
  expect(DOWNLOAD_STATUSES).toContain(status)
  expect(download.reason !== null, 'a reason exactly while waiting').toBe(is('waiting'))
  expect(download.position !== null, 'a place exactly while queued').toBe(is('queued'))
  if (download.untilMs !== null) expect(status).toBe('waiting')
  if (is('failed')) expect(download.error, 'an error when failed').not.toBeNull()
  if (download.error !== null) expect(is('failed', 'waiting'), `no error while ${status}`).toBe(true)
  expect(committedBytes).toBeLessThanOrEqual(receivedBytes)
  if (totalBytes !== null) expect(receivedBytes).toBeLessThanOrEqual(totalBytes)
  if (is('completed')) expect(receivedBytes).toBe(totalBytes)
  if (download.bytesPerSecond !== null) expect(status).toBe('downloading')
  if (download.timeLeftMs !== null) {
    expect(is('downloading', 'verifying')).toBe(true)
    expect(download.timeLeftMs).toBeGreaterThanOrEqual(0)
  }
  if (download.updating) expect(is('completed', 'cancelled'), 'an update is on its way').toBe(false)
  if (download.updateAvailable !== null) expect(download.updating).toBe(false)
  if (download.unverified) expect(status).toBe('completed')
  expect(download.elapsedMs).toBeGreaterThanOrEqual(0)
  expect(download.fetchedBytes).toBeLessThanOrEqual(download.fetchedBytesInAll)
  expect(download.connections > 0 ? is('preparing', 'downloading', 'verifying') : true).toBe(true)
}

/** What holds between one snapshot and the next. `asked`: the download that was asked for in between, perhaps with another model. */
export function checkStep(before: EngineSnapshot, after: EngineSnapshot, asked: string | null): void {
  expect(after.revision).toBe(before === after ? before.revision : before.revision + 1)
  for (const id of after.order) {
    const old = before.downloads[id]
    const next = after.downloads[id] as Download
    // Asked for again after it ended, it is looked at anew.
    if (old === undefined || old.status === 'completed' || old.status === 'cancelled' || next.status === 'cancelled')
      continue
    // Begun while the old version is verified, an update starts from nothing; the old one stays usable.
    if (!old.updating && next.updating) continue
    // Given up, an update leaves the version that was there.
    if (old.updating && !next.updating && next.status === 'completed') continue
    const isRestarted = next.restarts > old.restarts
    if (next.receivedBytes < old.receivedBytes) expect(isRestarted, 'a restart is announced').toBe(true)
    expect(next.restarts).toBeGreaterThanOrEqual(old.restarts)
    if (isRestarted || id === asked) continue
    if (old.totalBytes !== null) expect(next.totalBytes).toBe(old.totalBytes)
    expect(next.elapsedMs).toBeGreaterThanOrEqual(old.elapsedMs)
    expect(next.fetchedBytesInAll).toBeGreaterThanOrEqual(old.fetchedBytesInAll)
    expect(next.wastedBytes).toBeGreaterThanOrEqual(old.wastedBytes)
    expect(next.retries).toBeGreaterThanOrEqual(old.retries)
  }
}

/** What the effects so far have to add up to. */
export function checkHost(host: FakeHost, state: EngineState, nowMs: number): void {
  const running = [...state.downloads].flatMap(([id, { status, run }]) => (isRunning(status) ? [[id, run]] : []))
  expect(Object.fromEntries(host.alive)).toEqual(Object.fromEntries(running))
  const ends = [...state.downloads.values()].map(({ untilMs }) => untilMs)
  const times = [...ends, nextProbe(state), nextEdge(state), nextClaim(state, nowMs)].filter((time) => time !== null)
  expect(host.wakeAtMs, 'woken for the first that waits for a time').toBe(
    times.length === 0 ? null : Math.min(...times),
  )
}

/** An owner's journal, read by the next engine, gives the same downloads in the same order. */
export function checkJournal(host: FakeHost, state: EngineState): void {
  const next = new Core()
  next.send({ type: 'loaded', records: host.records(), order: host.order, autoResume: true })
  expect(next.state.order).toEqual(state.order)
  for (const [
    id,
    { status, priority, model, version, error, startNow, allowMetered, task, createdAtMs },
  ] of state.downloads) {
    // What is verified was complete, and is so until the opposite is found.
    const active = task.type === 'verify' ? 'completed' : 'active'
    const wanted = ['paused', 'failed', 'cancelled', 'completed'].includes(status) ? status : active
    const found = next.get(id)
    expect(found.status === 'waiting' ? 'active' : found.status).toBe(wanted)
    expect(found).toMatchObject({ priority, model, version, startNow, allowMetered, createdAtMs })
    if (wanted === 'failed') expect(found.error).toEqual(error)
  }
}
