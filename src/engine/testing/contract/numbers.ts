import type { Download } from '../../core/download.js'
import type { SingleFileModel } from '../../core/model.js'
import type { EngineSnapshot } from '../../core/snapshot.js'
import { type Bench, type Chapter, historyOf } from './suite.js'

/** Numbers that can be trusted: held to be true of every snapshot of a whole download. */
export const numbers: Chapter = ({ describe, test, expect }) => {
  describe('the numbers', () => {
    test('never go backwards, pass the total, or know less than before', async (bench) => {
      const seen = await watchWhole(bench)
      let before: Download | null = null
      for (const now of historyOf(seen, bench.models.large.id)) {
        expect(now.totalBytes).toBe(bench.models.large.size)
        expect(now.receivedBytes).toBeLessThanOrEqual(bench.models.large.size)
        expect(now.committedBytes).toBeLessThanOrEqual(now.receivedBytes)
        expect(now.receivedBytes).toBe(now.files.reduce((sum, file) => sum + file.receivedBytes, 0))
        if (before !== null) {
          expect(now.receivedBytes).toBeGreaterThanOrEqual(before.receivedBytes)
          expect(now.committedBytes).toBeGreaterThanOrEqual(before.committedBytes)
          expect(now.elapsedMs).toBeGreaterThanOrEqual(before.elapsedMs)
          expect(now.restarts).toBe(before.restarts)
        }
        before = now
      }
      expect(before?.status).toBe('completed')
      expect(seen.every(({ revision }, at) => at === 0 || revision > (seen[at - 1]?.revision ?? 0))).toBe(true)
    })

    test('are there only where they mean something', async (bench) => {
      const history = historyOf(await watchWhole(bench), bench.models.large.id)
      for (const { status, bytesPerSecond, timeLeftMs, position, reason, error, untilMs } of history) {
        if (status !== 'downloading') expect(bytesPerSecond, status).toBe(null)
        if (status !== 'downloading' && status !== 'verifying') expect(timeLeftMs, status).toBe(null)
        if (status === 'downloading' && bytesPerSecond === null) expect(timeLeftMs).toBe(null)
        expect(position === null).toBe(status !== 'queued')
        expect({ reason, untilMs, error }).toEqual({ reason: null, untilMs: null, error: null })
      }
      expect(history.some(({ bytesPerSecond }) => bytesPerSecond !== null && bytesPerSecond > 0)).toBe(true)
      expect(history.some(({ timeLeftMs }) => timeLeftMs !== null && timeLeftMs > 0)).toBe(true)
    })

    test('give a speed and an average that the bytes and the time bear out', async (bench) => {
      const { large, unsized } = bench.models
      const first = await measure(bench, large)
      // Where the machine stood still for a moment, bytes and time do not go together: another one is looked at.
      const { told, real, elapsedMs, sinceMs } = isBorneOut(first) ? first : await measure(bench, unsized)
      for (const speed of told) {
        expect(speed).toBeGreaterThan(real * 0.5)
        expect(speed).toBeLessThanOrEqual(real * 2)
      }
      expect(elapsedMs).toBeLessThanOrEqual(sinceMs + 1_000)
    })

    test('count only time spent downloading, and do not take what was here for speed', async (bench) => {
      const { models, subject, client } = bench
      const { id } = models.large
      await client().download(models.large)
      await bench.until(id, ({ bytesPerSecond }) => bytesPerSecond !== null)
      await client().pause(id)
      await bench.rest(id)
      const paused = bench.download(id)
      await subject.wait(1_500)
      expect(bench.download(id)?.elapsedMs).toBe(paused?.elapsedMs)
      await client().resume(id)
      const seen = bench.record()
      await bench.until(id, ({ bytesPerSecond }) => bytesPerSecond !== null)
      const first = historyOf(seen, id).find(({ bytesPerSecond }) => bytesPerSecond !== null)
      // The first is reckoned over a second at least, on what came since.
      const since = (first?.receivedBytes ?? 0) - (paused?.receivedBytes ?? 0)
      const most = Math.max((paused?.averageBytesPerSecond ?? 0) * 3, since * 1.1)
      expect(first?.bytesPerSecond ?? 0).toBeLessThanOrEqual(most)
    })

    test('know the total before the first byte where the server tells it', async (bench) => {
      const { models, client } = bench
      const { id } = models.unsized
      const seen = bench.record()
      await client().download(models.unsized)
      await bench.until(id, ({ receivedBytes }) => receivedBytes > 500_000)
      const history = historyOf(seen, id)
      expect(history.at(-1)?.totalBytes ?? 0).toBeGreaterThan(500_000)
      expect(history.every(({ receivedBytes, totalBytes }) => receivedBytes === 0 || totalBytes !== null)).toBe(true)
    })
  })
}

interface Measured {
  readonly told: readonly number[]
  readonly real: number
  readonly elapsedMs: number
  /** The same by the clock. */
  readonly sinceMs: number
}

function isBorneOut({ told, real }: Measured): boolean {
  return told.every((speed) => speed > real * 0.5 && speed <= real * 2)
}

/** What is told of a download's speed, and what its bytes and the time say. */
async function measure({ subject, client, ...bench }: Bench, model: SingleFileModel): Promise<Measured> {
  const { id } = model
  await client().download(model)
  await bench.untilStatus(id, 'downloading')
  const [startedMs, startBytes] = [subject.now(), bench.download(id)?.receivedBytes ?? 0]
  await bench.until(id, ({ bytesPerSecond }) => bytesPerSecond !== null)
  await subject.wait(1_500)
  const now = bench.download(id)
  const sinceMs = subject.now() - startedMs
  await client().pause(id)
  return {
    told: [now?.bytesPerSecond ?? 0, now?.averageBytesPerSecond ?? 0],
    real: (((now?.receivedBytes ?? 0) - startBytes) * 1000) / sinceMs,
    elapsedMs: now?.elapsedMs ?? 0,
    sinceMs,
  }
}

async function watchWhole({
  client,
  models,
  record,
  subject,
  until,
  untilStatus,
}: Bench): Promise<readonly EngineSnapshot[]> {
  const seen = record()
  await client().download(models.large)
  await until(models.large.id, ({ timeLeftMs }) => timeLeftMs !== null)
  await subject.wait(500)
  subject.hurry()
  await untilStatus(models.large.id, 'completed')
  return seen
}
