import type { Chapter } from './suite.js'

/** Availability, plan, storage and location. */
export const questions: Chapter = ({ describe, test, expect }) => {
  describe('the answers', () => {
    test('tell how much of a model is here, whatever its state', async (bench) => {
      const { models, subject, client } = bench
      const { large } = models
      const { id, size } = large
      expect(await client().availability(large)).toEqual({
        id,
        status: 'missing',
        bytes: 0,
        totalBytes: size,
        revision: null,
        verified: false,
      })
      await client().download(large)
      await bench.until(id, ({ receivedBytes }) => receivedBytes > 1_100_000)
      expect(await client().availability(large)).toMatchObject({
        status: 'downloading',
        totalBytes: size,
        revision: null,
        verified: false,
      })
      await client().pause(id)
      await bench.rest(id)
      const paused = await client().availability(large)
      expect(paused).toMatchObject({ status: 'partial', totalBytes: size, verified: false })
      expect(paused.bytes).toBeGreaterThan(0)
      expect(paused.bytes).toBeLessThanOrEqual(size)
      subject.hurry()
      await client().resume(id)
      await bench.untilStatus(id, 'completed')
      expect(await client().availability(large)).toEqual({
        id,
        status: 'available',
        bytes: size,
        totalBytes: size,
        revision: null,
        verified: true,
      })
      expect(await client().availability({ id })).toMatchObject({ status: 'available', verified: true })
    })

    test('tell that what stands under the final name is not the model', async (bench) => {
      const { models, subject, client } = bench
      await client().download(models.small)
      await bench.untilStatus(models.small.id, 'completed')
      const { files } = await client().whenCompleted(models.small.id)
      await subject.overwrite(files[0]?.location ?? '', Uint8Array.of(1, 2, 3))
      expect(await client().availability(models.small)).toMatchObject({ status: 'corrupt', verified: false })
      await client().download(models.small)
      await bench.untilStatus(models.small.id, 'completed')
      await bench.until(models.small.id, ({ status }) => status === 'completed')
      expect(await subject.sha256At(files[0]?.location ?? '')).toBe(models.small.sha256)
      expect(await client().availability(models.small)).toMatchObject({ status: 'available', verified: true })
    })

    test('tell what a download would cost before its first byte', async (bench) => {
      const { models, client } = bench
      const { id, size, url } = models.small
      const plan = await client().plan(models.small)
      expect(plan).toMatchObject({ id, totalBytes: size, presentBytes: 0, bytesToFetch: size })
      expect(plan.hosts).toEqual([new URL(url).host])
      await client().download(models.small)
      await bench.untilStatus(id, 'completed')
      expect(await client().plan(models.small)).toMatchObject({ presentBytes: size, bytesToFetch: 0 })
    })

    test('list what is on disk, complete or not', async (bench) => {
      const { models, client } = bench
      expect((await client().storage()).models).toEqual([])
      await client().download(models.small)
      await bench.untilStatus(models.small.id, 'completed')
      await client().download(models.large)
      await bench.until(models.large.id, ({ receivedBytes }) => receivedBytes > 1_100_000)
      await client().pause(models.large.id)
      await bench.rest(models.large.id)
      const stored = (await client().storage()).models
      expect(stored.find(({ id }) => id === models.small.id)).toMatchObject({ kind: 'model', bytes: models.small.size })
      const partial = stored.find(({ id }) => id === models.large.id)
      expect(partial).toMatchObject({ kind: 'partial' })
      expect(partial?.bytes).toBeGreaterThan(0)
    })

    test('tell where a model is only once it is usable', async (bench) => {
      const { models, client } = bench
      expect(await client().locate(models.small.id)).toBe(null)
      await client().download(models.small)
      await bench.untilStatus(models.small.id, 'completed')
      const located = await client().locate(models.small.id)
      expect(located).toMatchObject({
        id: models.small.id,
        files: [{ path: models.small.path, size: models.small.size }],
      })
    })
  })
}
