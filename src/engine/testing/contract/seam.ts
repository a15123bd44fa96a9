import type { Bench, Chapter } from './suite.js'

/** Most calls of a listener in a second: the interval of publishing is 100 ms. */
const PER_SECOND = 10

/** Snapshots, listeners and the end: what every user interface builds on. */
export const seam: Chapter = ({ describe, test, expect }) => {
  describe('the seam', () => {
    test('gives the same snapshot until something changes, and a greater revision after', async (bench) => {
      const before = bench.snapshot()
      expect(bench.snapshot()).toBe(before)
      await bench.client().download(bench.models.small)
      const after = bench.snapshot()
      expect(after === before).toBe(false)
      expect(after.revision).toBeGreaterThan(before.revision)
    })

    test('never changes a snapshot that it gave, and gives plain JSON', async (bench) => {
      const { models, client } = bench
      const seen = bench.record()
      const texts: string[] = [JSON.stringify(seen[0])]
      bench.subject.engine.subscribe(() => texts.push(JSON.stringify(bench.snapshot())))
      await client().download(models.small)
      await bench.untilStatus(models.small.id, 'completed')
      expect(seen.map((snapshot) => JSON.stringify(snapshot))).toEqual(texts)
      for (const [at, snapshot] of seen.entries()) expect(JSON.parse(texts[at] as string)).toEqual(snapshot)
    })

    test('leaves a download identical while only another one changes', async (bench) => {
      const { models, client } = bench
      await client().download(models.small)
      await bench.untilStatus(models.small.id, 'completed')
      const before = bench.download(models.small.id)
      await client().download(models.large)
      await bench.until(models.large.id, ({ receivedBytes }) => receivedBytes > 0)
      expect(bench.download(models.small.id)).toBe(before)
    })

    test('calls a listener at most ten times a second, and not once it has left', async (bench) => {
      const { models, subject, client } = bench
      await client().download(models.large)
      await bench.until(models.large.id, ({ receivedBytes }) => receivedBytes > 0)
      let calls = 0
      const stop = subject.engine.subscribe(() => {
        calls += 1
      })
      const look = async (): Promise<{ calls: number; most: number }> => {
        const [sinceMs, before] = [subject.now(), calls]
        await subject.wait(2_000)
        const seconds = (subject.now() - sinceMs) / 1000
        return { calls: calls - before, most: Math.ceil(seconds * PER_SECOND) + 1 }
      }
      const first = await look()
      // What waited while a machine stood still comes at once when it goes on.
      const seen = first.calls > 2 && first.calls <= first.most ? first : await look()
      stop()
      expect(seen.calls).toBeGreaterThan(2)
      expect(seen.calls).toBeLessThanOrEqual(seen.most)
      const then = calls
      await subject.wait(500)
      expect(calls).toBe(then)
    })

    test('shows in the snapshot what a command did by the time its receipt is there', async (bench) => {
      const { models, client } = bench
      await client().download(models.large)
      expect(bench.snapshot().order).toContain(models.large.id)
      await client().pause(models.large.id)
      expect(bench.download(models.large.id)?.status).toBe('paused')
    })

    test('calls each of several listeners, also when one leaves while it is being called', async (bench) => {
      const { models, subject, client } = bench
      let [first, second] = [0, 0]
      const leave = subject.engine.subscribe(() => {
        first += 1
        leave()
      })
      subject.engine.subscribe(() => {
        second += 1
      })
      await client().download(models.small)
      await bench.untilStatus(models.small.id, 'completed')
      expect(first).toBe(1)
      expect(second).toBeGreaterThan(0)
    })

    test('closes once, says so, and refuses what comes after', async (bench) => {
      const { engine } = bench.subject
      const closing = engine.close()
      expect(engine.close() === closing).toBe(true)
      await closing
      expect(bench.snapshot().link).toBe('closed')
      expect(await bench.outcome({ type: 'download', model: bench.models.small })).toBe('closed')
      const answer = await engine.query({ type: 'storage' })
      expect(answer).toMatchObject({ ok: false, error: { code: 'closed' } })
    })

    test('parks what runs when it closes, so that the next engine goes on with it', closeParks)
  })

  async function closeParks(bench: Bench): Promise<void> {
    const { models, subject, client } = bench
    await client().download(models.large)
    await bench.until(models.large.id, ({ receivedBytes }) => receivedBytes > 1_000_000)
    await subject.engine.close()
    await subject.restart()
    await bench.until(models.large.id, ({ status }) => status === 'downloading')
    expect(bench.download(models.large.id)?.receivedBytes).toBeGreaterThan(0)
    expect(bench.download(models.large.id)?.restarts).toBe(0)
    subject.hurry()
    await bench.untilStatus(models.large.id, 'completed')
  }
}
