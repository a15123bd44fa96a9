import { type Bench, type Chapter, historyOf } from './suite.js'

/** Pause, resume, cancel, remove, and the order of the queue. */
export const verbs: Chapter = ({ describe, test, expect }) => {
  describe('the verbs', () => {
    test('pauses, moves no byte while paused, and goes on from there', async (bench) => {
      const { models, subject, client } = bench
      const { id } = models.large
      await begin(bench)
      await client().pause(id)
      await client().pause(id)
      expect(bench.download(id)).toMatchObject({
        status: 'paused',
        bytesPerSecond: null,
        timeLeftMs: null,
        error: null,
      })
      const paused = await bench.rest(id)
      expect(paused).toBeGreaterThan(0)
      const seen = bench.record()
      await client().resume(id)
      await client().resume(id)
      await bench.until(id, ({ receivedBytes }) => receivedBytes > paused)
      expect(historyOf(seen, id).every(({ receivedBytes }) => receivedBytes >= paused)).toBe(true)
      subject.hurry()
      await bench.untilStatus(id, 'completed')
      expect(bench.download(id)?.restarts).toBe(0)
      const { files } = await client().whenCompleted(id)
      expect(await subject.sha256At(files[0]?.location ?? '')).toBe(models.large.sha256)
    })

    test(
      'pauses what waits in line, and lets it wait again when it is resumed',
      async (bench) => {
        const { models, client } = bench
        await begin(bench)
        await client().download(models.small)
        expect(bench.download(models.small.id)).toMatchObject({ status: 'queued', position: 1 })
        await client().pause(models.small.id)
        expect(bench.download(models.small.id)).toMatchObject({ status: 'paused', position: null })
        await client().resume(models.small.id)
        expect(bench.download(models.small.id)).toMatchObject({ status: 'queued', position: 1 })
      },
      { concurrency: 1 },
    )

    test('cancels, deletes what is here, and can be asked again', async (bench) => {
      const { models, subject, client } = bench
      const { id } = models.large
      await begin(bench)
      await client().cancel(id)
      await client().cancel(id)
      expect(bench.download(id)).toMatchObject({ status: 'cancelled', bytesPerSecond: null, timeLeftMs: null })
      expect(await client().availability(models.large)).toMatchObject({ status: 'missing', bytes: 0 })
      subject.hurry()
      await client().download(models.large)
      await bench.untilStatus(id, 'completed')
    })

    test('cancels and keeps the partial when told to, and goes on from it when asked again', async (bench) => {
      const { models, subject, client } = bench
      const { id } = models.large
      await begin(bench)
      await client().cancel(id, { keepPartial: true })
      await bench.rest(id)
      const kept = await client().availability(models.large)
      expect(kept).toMatchObject({ id, status: 'partial', verified: false })
      expect(kept.bytes).toBeGreaterThan(0)
      await client().download(models.large)
      await bench.untilStatus(id, 'downloading')
      expect(bench.download(id)?.receivedBytes).toBeGreaterThanOrEqual(kept.bytes)
      subject.hurry()
      await bench.untilStatus(id, 'completed')
      expect(bench.download(id)?.restarts).toBe(0)
    })

    test('leaves a completed model alone when it is paused, resumed or cancelled', async (bench) => {
      const { models, client } = bench
      await client().download(models.small)
      await bench.untilStatus(models.small.id, 'completed')
      const before = bench.download(models.small.id)
      await client().pause(models.small.id)
      await client().resume(models.small.id)
      await client().cancel(models.small.id)
      await bench.untilStatus(models.small.id, 'completed')
      expect(bench.download(models.small.id)).toBe(before)
    })

    test('removes a model from disk and from the snapshot', async (bench) => {
      const { models, client, snapshot } = bench
      await client().download(models.small)
      await bench.untilStatus(models.small.id, 'completed')
      if (!snapshot().capabilities.commands.includes('remove')) return
      await client().remove(models.small.id)
      expect(snapshot()).toMatchObject({ order: [], downloads: {} })
      expect(Object.keys(snapshot().downloads)).toEqual([])
      expect(await client().availability(models.small)).toMatchObject({ status: 'missing', bytes: 0 })
      expect(await client().locate(models.small.id)).toBe(null)
    })

    test(
      'pauses all and resumes all, those that were paused before too',
      async (bench) => {
        const { models, client, snapshot } = bench
        if (!snapshot().capabilities.commands.includes('pauseAll')) return
        await begin(bench)
        await client().download(models.small)
        await client().download(models.other)
        await client().pause(models.other.id)
        await client().pauseAll()
        await client().pauseAll()
        const statuses = (): string[] => snapshot().order.map((id) => bench.download(id)?.status ?? 'none')
        expect(statuses()).toEqual(['paused', 'paused', 'paused'])
        await client().resumeAll()
        expect(statuses().slice(1)).toEqual(['queued', 'queued'])
        await bench.untilStatus(models.large.id, 'downloading')
      },
      { concurrency: 1 },
    )

    test('gives the slot of a running model to an essential one, and loses no byte of it', preemption, {
      concurrency: 1,
    })

    test('gives slots back to the line when fewer may run, and takes them again', shrinking)

    test('runs as many at once as it may, the next by priority and then by order', queue, { concurrency: 1 })
  })

  async function preemption(bench: Bench): Promise<void> {
    const { models, client, subject } = bench
    const { id } = models.large
    await begin(bench)
    const seen = bench.record()
    const before = bench.download(id)?.receivedBytes ?? 0
    await client().download(models.small, { priority: 'essential' })
    expect(bench.download(id)).toMatchObject({ status: 'queued', position: 1, bytesPerSecond: null })
    await bench.untilStatus(models.small.id, 'completed')
    await bench.untilStatus(id, 'downloading')
    expect(bench.download(id)?.receivedBytes).toBeGreaterThanOrEqual(before)
    subject.hurry()
    await bench.untilStatus(id, 'completed')
    expect(bench.download(id)?.restarts).toBe(0)
    const history = historyOf(seen, id).map(({ receivedBytes }) => receivedBytes)
    expect(history.every((bytes, at) => bytes >= (history[at - 1] ?? 0))).toBe(true)
  }

  async function shrinking(bench: Bench): Promise<void> {
    const { models, client, snapshot, subject } = bench
    const { commands, settings } = snapshot().capabilities
    if (!commands.includes('configure') || !settings.includes('concurrency')) return
    await begin(bench)
    await client().download(models.unsized, { priority: -1 })
    await bench.untilStatus(models.unsized.id, 'downloading')
    await client().configure({ concurrency: 1 })
    expect(bench.download(models.unsized.id)).toMatchObject({ status: 'queued', priority: -1, position: 1 })
    expect(bench.download(models.large.id)?.status).toBe('downloading')
    await client().configure({ concurrency: 2 })
    await bench.untilStatus(models.unsized.id, 'downloading')
    subject.hurry()
    await bench.untilStatus(models.unsized.id, 'completed')
  }

  async function begin({ client, models, until }: Bench): Promise<void> {
    await client().download(models.large)
    await until(models.large.id, ({ receivedBytes }) => receivedBytes > 1_100_000)
  }

  async function queue(bench: Bench): Promise<void> {
    const { models, client, snapshot } = bench
    const [large, small, other, several] = [models.large.id, models.small.id, models.other.id, models.several.id]
    await begin(bench)
    await client().download(models.small)
    await client().download(models.other)
    await client().download(models.several)
    const positions = (): (number | null | undefined)[] =>
      [small, other, several].map((id) => bench.download(id)?.position)
    expect(snapshot().order).toEqual([large, small, other, several])
    expect(positions()).toEqual([1, 2, 3])
    await client().prioritize(several, 50)
    expect(positions()).toEqual([2, 3, 1])
    await client().move(other, small)
    expect(snapshot().order).toEqual([large, other, small, several])
    expect(positions()).toEqual([3, 2, 1])
    await client().move(other, null)
    expect(snapshot().order).toEqual([large, small, several, other])
    await client().cancel(large)
    await bench.untilStatus(several, 'completed')
    await bench.untilStatus(other, 'completed')
    expect(bench.download(small)?.status).toBe('completed')
  }
}
