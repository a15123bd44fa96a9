import type { Chapter } from './suite.js'

/** What an engine finds that starts where another one ended. */
export const restart: Chapter = ({ describe, test, expect }) => {
  describe('a restart', () => {
    test('goes on from the committed bytes and ends with the right file', async (bench) => {
      const { models, subject, client } = bench
      const { id, sha256 } = models.large
      await client().download(models.large)
      await bench.until(id, ({ committedBytes }) => committedBytes > 0)
      const committed = bench.download(id)?.committedBytes ?? 0
      await subject.restart()
      await bench.untilStatus(id, 'downloading')
      expect(bench.download(id)?.receivedBytes).toBeGreaterThanOrEqual(committed)
      expect(bench.download(id)?.restarts).toBe(0)
      subject.hurry()
      await bench.untilStatus(id, 'completed')
      const { files } = await client().whenCompleted(id)
      expect(await subject.sha256At(files[0]?.location ?? '')).toBe(sha256)
    })

    test('leaves paused what was paused, and knows what is complete', async (bench) => {
      const { models, subject, client } = bench
      await client().download(models.small)
      await bench.untilStatus(models.small.id, 'completed')
      await client().download(models.large)
      await bench.until(models.large.id, ({ receivedBytes }) => receivedBytes > 1_100_000)
      await client().pause(models.large.id)
      await bench.until(models.large.id, ({ committedBytes, receivedBytes }) => committedBytes === receivedBytes)
      const paused = bench.download(models.large.id)?.receivedBytes ?? 0
      await subject.restart()
      await subject.until(({ link }) => link === 'open')
      await subject.wait(500)
      expect(bench.download(models.large.id)).toMatchObject({ status: 'paused', receivedBytes: paused })
      expect(bench.download(models.small.id)).toMatchObject({ status: 'completed', receivedBytes: models.small.size })
      expect(bench.snapshot().order).toEqual([models.small.id, models.large.id])
      expect(await client().availability(models.small)).toMatchObject({ status: 'available', verified: true })
    })

    test('keeps the order and the priorities that a person gave', async (bench) => {
      const { models, subject, client, snapshot } = bench
      const ids = [models.large.id, models.small.id, models.other.id]
      await client().download(models.large)
      await client().download(models.small, { priority: 'background' })
      await client().download(models.other, { priority: 7 })
      await client().pauseAll()
      await client().move(models.other.id, models.large.id)
      await client().prioritize(models.large.id, -7)
      const { order } = snapshot()
      expect([...order].sort()).toEqual([...ids].sort())
      await subject.restart()
      await subject.until(({ link }) => link === 'open')
      expect(snapshot().order).toEqual(order)
      expect(ids.map((id) => bench.download(id)?.priority)).toEqual([-7, 'background', 7])
      expect(ids.map((id) => bench.download(id)?.status)).toContain('paused')
    })

    test('keeps what failed, to be tried again', async (bench) => {
      const { models, subject, client } = bench
      const { id } = models.mendable
      await client().download(models.mendable)
      await bench.untilStatus(id, 'failed')
      await subject.restart()
      await bench.until(id, ({ status }) => status === 'failed')
      expect(bench.download(id)?.error?.code).toBe('not-found')
      await subject.mend()
      await client().retry(id)
      await bench.untilStatus(id, 'completed')
    })
  })
}
