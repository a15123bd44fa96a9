import type { Bench, Chapter } from './suite.js'

/** A newer version of a model that is here. */
export const updates: Chapter = ({ describe, test, expect }) => {
  describe('an update', () => {
    test('is on offer once the app names another revision, and nothing is fetched for that', async (bench) => {
      const { models, client, subject } = bench
      const { first, second } = models.versions
      if (!canUpdate(bench)) return
      await haveFirst(bench)
      expect(bench.download(first.id)).toMatchObject({ revision: '1', updateAvailable: null, updating: false })
      await client().checkForUpdate(second)
      expect(bench.download(first.id)).toMatchObject({
        status: 'completed',
        updateAvailable: { revision: '2', totalBytes: second.size, bytesToFetch: second.size, needsDigest: false },
      })
      await subject.wait(300)
      expect(bench.download(first.id)).toMatchObject({ status: 'completed', receivedBytes: first.size })
      await usesFirst(bench)
    })

    test('leaves the old version usable until the new one is complete, and takes its place then', async (bench) => {
      const { models, client, subject } = bench
      const { first, second } = models.versions
      if (!canUpdate(bench)) return
      await haveFirst(bench)
      await client().checkForUpdate(second)
      await client().update(first.id)
      await bench.until(first.id, ({ receivedBytes, updating }) => updating && receivedBytes > 0)
      expect(bench.download(first.id)).toMatchObject({ revision: '2', updateAvailable: null })
      await usesFirst(bench)
      await client().pause(first.id)
      await usesFirst(bench)
      await client().update(first.id)
      subject.hurry()
      await bench.untilStatus(first.id, 'completed')
      expect(bench.download(first.id)).toMatchObject({ revision: '2', updating: false, updateAvailable: null })
      await usesSecond(bench)
    })

    test('goes on after a restart, and the old version is usable meanwhile', async (bench) => {
      const { models, client, subject } = bench
      const { first, second } = models.versions
      if (!canUpdate(bench)) return
      await haveFirst(bench)
      await client().download(second)
      await bench.until(first.id, ({ committedBytes, updating }) => updating && committedBytes > 0)
      await subject.restart()
      await bench.until(first.id, ({ status }) => status === 'downloading')
      expect(bench.download(first.id)).toMatchObject({ updating: true, restarts: 0 })
      await usesFirst(bench)
      subject.hurry()
      await bench.untilStatus(first.id, 'completed')
      await usesSecond(bench)
      await subject.restart()
      await subject.until(({ link }) => link === 'open')
      await usesSecond(bench)
    })

    test('that is cancelled leaves the old version, and is on offer again', async (bench) => {
      const { models, client, subject } = bench
      const { first, second } = models.versions
      if (!canUpdate(bench) || !bench.snapshot().capabilities.commands.includes('cancel')) return
      await haveFirst(bench)
      await client().download(second)
      await bench.until(first.id, ({ receivedBytes, updating }) => updating && receivedBytes > 0)
      await client().cancel(first.id)
      expect(bench.download(first.id)).toMatchObject({
        status: 'completed',
        revision: '1',
        updating: false,
        updateAvailable: { revision: '2' },
      })
      await usesFirst(bench)
      await client().update(first.id)
      subject.hurry()
      await bench.untilStatus(first.id, 'completed')
      await usesSecond(bench)
    })

    test('that fails leaves the old version', async (bench) => {
      const { models, client } = bench
      const { first } = models.versions
      if (!canUpdate(bench)) return
      await haveFirst(bench)
      await client().download({ ...models.badDigest, id: first.id, revision: 'bad' })
      await bench.untilStatus(first.id, 'failed')
      expect(bench.download(first.id)).toMatchObject({ updating: true, error: { code: 'checksum-mismatch' } })
      await usesFirst(bench)
    })

    test('is found at the origin of a model that the app names by its URL alone', async (bench) => {
      const { models, client, subject } = bench
      const { id } = models.moving
      if (!canUpdate(bench)) return
      await client().download(models.moving)
      await bench.untilStatus(id, 'completed')
      const before = bench.download(id)?.totalBytes ?? 0
      await client().checkForUpdate({ id })
      expect(bench.download(id)?.updateAvailable).toBe(null)
      const { size, sha256 } = await subject.release()
      await client().checkForUpdate({ id })
      expect(bench.download(id)).toMatchObject({
        status: 'completed',
        totalBytes: before,
        updateAvailable: { revision: null, totalBytes: size, bytesToFetch: size, needsDigest: false },
      })
      await client().update(id)
      await bench.until(id, ({ status, updating }) => status === 'completed' && !updating)
      const located = await client().locate(id)
      expect(await subject.sha256At(located?.files[0]?.location ?? '')).toBe(sha256)
      await client().checkForUpdate({ id })
      expect(bench.download(id)?.updateAvailable).toBe(null)
    })
  })

  function canUpdate(bench: Bench): boolean {
    return bench.snapshot().capabilities.commands.includes('update')
  }

  async function haveFirst({ client, models, untilStatus }: Bench): Promise<void> {
    await client().download(models.versions.first)
    await untilStatus(models.versions.first.id, 'completed')
  }

  async function usesFirst({ client, models, subject }: Bench): Promise<void> {
    const { id, size, sha256 } = models.versions.first
    expect(await client().availability({ id })).toMatchObject({ status: 'available', bytes: size, revision: '1' })
    const located = await client().locate(id)
    expect(located?.files).toMatchObject([{ size }])
    expect(await subject.sha256At(located?.files[0]?.location ?? '')).toBe(sha256)
  }

  async function usesSecond({ client, models, subject }: Bench): Promise<void> {
    const { id, size, sha256 } = models.versions.second
    expect(await client().availability({ id })).toMatchObject({ status: 'available', bytes: size, revision: '2' })
    const { files } = await client().whenCompleted(id)
    expect(files).toMatchObject([{ size }])
    expect(await subject.sha256At(files[0]?.location ?? '')).toBe(sha256)
  }
}
