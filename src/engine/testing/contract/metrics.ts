import { downloadMetrics } from '../../core/download-metrics.js'
import type { EngineEvent } from '../../core/event.js'
import { onEvent } from '../../core/on-event.js'
import { type Chapter, historyOf } from './suite.js'

/** What was counted, the speed of all downloads, and what is told as it happens. */
export const metrics: Chapter = ({ describe, test, expect }) => {
  describe('the metrics', () => {
    test('account for the bytes that came and for the connections that brought them', async (bench) => {
      const { models, subject, client } = bench
      const { id, size } = models.large
      const seen = bench.record()
      await client().download(models.large)
      await bench.until(id, ({ bytesPerSecond }) => bytesPerSecond !== null)
      subject.hurry()
      await bench.untilStatus(id, 'completed')
      const history = historyOf(seen, id)
      const done = bench.download(id)
      expect(history.some(({ status, connections }) => status === 'downloading' && connections > 0)).toBe(true)
      expect(done).toMatchObject({ connections: 0, retries: 0 })
      expect(done?.fetchedBytes).toBe(done?.fetchedBytesInAll)
      expect((done?.fetchedBytes ?? 0) - (done?.wastedBytes ?? 0)).toBe(size)
      const { time_elapsed_secs, ...metrics } = downloadMetrics(done as NonNullable<typeof done>)
      expect(metrics).toMatchObject({ bytes_downloaded: size, estimated_time_remaining_secs: 0 })
      expect(time_elapsed_secs).toBeLessThanOrEqual((done?.elapsedMs ?? 0) / 1000)
    })

    test('tell what earlier starts have fetched', async (bench) => {
      const { models, subject, client } = bench
      const { id } = models.large
      await client().download(models.large)
      await bench.until(id, ({ committedBytes }) => committedBytes > 0)
      const committed = bench.download(id)?.committedBytes ?? 0
      await subject.restart()
      await bench.until(id, ({ fetchedBytes }) => fetchedBytes > 0)
      const now = bench.download(id)
      expect((now?.fetchedBytesInAll ?? 0) - (now?.fetchedBytes ?? 0)).toBeGreaterThanOrEqual(committed)
    })

    test('sum up the speeds, and keep a history of a sample a second', async (bench) => {
      const { models, subject, client } = bench
      const { id } = models.large
      expect(bench.snapshot()).toMatchObject({ bytesPerSecond: null, speedHistory: { bytesPerSecond: [] } })
      const seen = bench.record()
      await client().download(models.large)
      await bench.until(id, ({ bytesPerSecond }) => bytesPerSecond !== null)
      expect(bench.snapshot().bytesPerSecond).toBe(bench.download(id)?.bytesPerSecond)
      await subject.until(({ speedHistory }) => speedHistory.bytesPerSecond.length >= 2)
      const { bytesPerSecond, endsAtMs } = bench.snapshot().speedHistory
      expect(typeof endsAtMs).toBe('number')
      const sum = bytesPerSecond.reduce((all, one) => all + one, 0)
      expect(sum).toBeGreaterThan(0)
      expect(sum).toBeLessThanOrEqual(bench.download(id)?.fetchedBytes ?? 0)
      const histories = new Set(seen.map(({ speedHistory }) => speedHistory))
      expect(histories.size).toBeLessThanOrEqual(bytesPerSecond.length + 1)
      await client().pause(id)
      expect(bench.snapshot().bytesPerSecond).toBe(null)
    })

    test('tell what happens in words, from when one begins to listen until one leaves', async (bench) => {
      const { models, subject, client } = bench
      const { id } = models.large
      await client().download(models.small)
      await bench.untilStatus(models.small.id, 'completed')
      const told: EngineEvent[] = []
      const leave = onEvent(subject.engine, (event) => told.push(event))
      await client().download(models.large)
      await bench.until(id, ({ receivedBytes }) => receivedBytes > 0)
      await client().pause(id)
      subject.hurry()
      await client().resume(id)
      await bench.untilStatus(id, 'completed')
      const types = told.flatMap((event) => ('id' in event && event.id === id ? [event.type] : []))
      const once = types.filter((type) => type !== 'progress' && type !== 'started' && type !== 'verifying')
      expect(once).toEqual(['added', 'paused', 'resumed', 'completed'])
      expect(types).toContain('started')
      expect(types).toContain('progress')
      expect(told.some((event) => 'id' in event && event.id === models.small.id)).toBe(false)
      leave()
      const then = told.length
      await client().download(models.other)
      await bench.untilStatus(models.other.id, 'completed')
      expect(told.length).toBe(then)
    })
  })
}
