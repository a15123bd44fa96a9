import { type DownloadStatus, isActive } from '../../core/download.js'
import type { MultiFileModel } from '../../core/model.js'
import { type Bench, type Chapter, historyOf, rejection } from './suite.js'

const WAY: readonly DownloadStatus[] = ['queued', 'preparing', 'downloading', 'verifying', 'completed']

/** From missing to usable. */
export const path: Chapter = ({ describe, test, expect }) => {
  describe('the way to a usable model', () => {
    test('goes from missing to completed through the statuses in their order', async (bench) => {
      const { models, subject, client } = bench
      const { id } = models.large
      const seen = bench.record()
      await client().download(models.large)
      await bench.until(id, ({ receivedBytes }) => receivedBytes > 0)
      subject.hurry()
      await bench.untilStatus(id, 'completed')
      const places = historyOf(seen, id).map(({ status }) => WAY.indexOf(status))
      expect(places.every((place, at) => place >= Math.max(0, ...places.slice(0, at)))).toBe(true)
      expect(historyOf(seen, id).map(({ status }) => status)).toContain('downloading')
    })

    test('puts a file at its place with the right digest, and says where', async (bench) => {
      const { models, client, subject } = bench
      await client().download(models.small)
      await bench.untilStatus(models.small.id, 'completed')
      const { id, files } = await client().whenCompleted(models.small.id)
      expect(id).toBe(models.small.id)
      expect(files).toMatchObject([{ path: models.small.path, size: models.small.size }])
      expect(await subject.sha256At(files[0]?.location ?? '')).toBe(models.small.sha256)
      const done = bench.download(models.small.id)
      expect(done).toMatchObject({ receivedBytes: models.small.size, totalBytes: models.small.size, unverified: false })
      expect(done).toMatchObject({
        committedBytes: models.small.size,
        bytesPerSecond: null,
        timeLeftMs: null,
        error: null,
      })
    })

    test('puts every file of a model at its place, under one total and one progress', async (bench) => {
      const { models, client, subject } = bench
      const seen = bench.record()
      await client().download(models.several)
      await bench.untilStatus(models.several.id, 'completed')
      const total = models.several.files.reduce((sum, { size }) => sum + (size ?? 0), 0)
      const history = historyOf(seen, models.several.id)
      expect([...new Set(history.map(({ totalBytes }) => totalBytes))]).toEqual([total])
      expect(history.at(-1)).toMatchObject({ receivedBytes: total })
      await checkFiles(bench, models.several)
      expect(subject.engine.getSnapshot().order).toEqual([models.several.id])
    })

    test('completes a model of which nothing is known but its URL, and says that nothing proved it', async (bench) => {
      const { models, client, subject } = bench
      await client().download(models.unsized)
      await bench.until(models.unsized.id, ({ receivedBytes }) => receivedBytes > 0)
      expect(bench.download(models.unsized.id)?.totalBytes ?? 0).toBeGreaterThan(0)
      subject.hurry()
      await bench.untilStatus(models.unsized.id, 'completed')
      expect(bench.download(models.unsized.id)?.unverified).toBe(true)
    })

    test('is taken again and again without another download', async (bench) => {
      const { models, client } = bench
      await client().download(models.large)
      await client().download(models.large)
      await client().download({ id: models.large.id })
      expect(bench.snapshot().order).toEqual([models.large.id])
      expect(isActive(bench.download(models.large.id)?.status ?? 'failed')).toBe(true)
    })

    test('is refused with another digest or another URL under the same id', async (bench) => {
      const { models, outcome } = bench
      await bench.client().download(models.large)
      const { id, url, size } = models.large
      const other = models.small.sha256
      expect(await outcome({ type: 'download', model: { ...models.large, sha256: other } })).toBe('invalid-model')
      expect(await outcome({ type: 'download', model: { id, url: `${url}?other`, size } })).toBe('invalid-model')
      expect(bench.snapshot().order).toEqual([id])
    })

    test('completes at once when the model is here already', async (bench) => {
      const { models, client } = bench
      await client().download(models.small)
      await bench.untilStatus(models.small.id, 'completed')
      await client().download(models.small)
      await bench.untilStatus(models.small.id, 'completed')
      expect(bench.download(models.small.id)).toMatchObject({ restarts: 0, receivedBytes: models.small.size })
    })

    test('lets whoever waits know when it is usable, and not before', async (bench) => {
      const { models, subject, client } = bench
      let isDone = false
      await client().download(models.large)
      const waiting = client().whenCompleted(models.large.id)
      waiting.then(
        () => {
          isDone = true
        },
        () => undefined,
      )
      await bench.until(models.large.id, ({ receivedBytes }) => receivedBytes > 0)
      await client().pause(models.large.id)
      await subject.wait(300)
      expect(isDone).toBe(false)
      subject.hurry()
      await client().resume(models.large.id)
      await bench.untilStatus(models.large.id, 'completed')
      expect((await waiting).files).toMatchObject([{ path: models.large.path }])
    })

    test('lets whoever waits know when it will not be', async (bench) => {
      const { models, client } = bench
      expect((await rejection(client().whenCompleted('nobody-asked')))?.code).toBe('unknown-download')
      await client().download(models.large)
      const waiting = rejection(client().whenCompleted(models.large.id))
      await client().cancel(models.large.id)
      expect((await waiting)?.code).toBe('cancelled')
      await client().download(models.notFound)
      const failing = rejection(client().whenCompleted(models.notFound.id))
      await bench.untilStatus(models.notFound.id, 'failed')
      expect((await failing)?.code).toBe('not-found')
    })
  })

  async function checkFiles({ client, subject }: Bench, model: MultiFileModel): Promise<void> {
    const { files } = await client().whenCompleted(model.id)
    expect(files.map((file) => file.path)).toEqual(model.files.map((file) => file.path))
    for (const [at, { location }] of files.entries()) {
      expect(await subject.sha256At(location)).toBe(model.files[at]?.sha256)
    }
  }
}
