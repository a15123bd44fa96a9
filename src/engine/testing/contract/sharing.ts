import type { Chapter } from './suite.js'

/** Two engines on one disk: one owns it, the other one follows and takes over. */
export const sharing: Chapter = ({ describe, test, expect }) => {
  describe('a second engine on the same disk', () => {
    test('sees what the first one has, waits with what it is asked for, and takes over when the first one ends', async (bench) => {
      const { models, subject, client } = bench
      if (subject.addEngine === undefined) return
      const { id } = models.large
      await client().download(models.small)
      await bench.untilStatus(models.small.id, 'completed')
      await client().download(models.large)
      await bench.until(id, ({ committedBytes }) => committedBytes > 0)
      const committed = bench.download(id)?.committedBytes ?? 0
      const owner = subject.engine
      await subject.addEngine()
      await subject.until(({ link }) => link === 'open')
      expect(subject.engine === owner).toBe(false)
      expect(bench.download(models.small.id)?.status).toBe('completed')
      expect(bench.download(id)).toMatchObject({ status: 'waiting', reason: 'lock' })
      expect(owner.getSnapshot().downloads[id]?.status).toBe('downloading')
      expect(await client().locate(models.small.id)).toMatchObject({ id: models.small.id })
      await owner.close()
      await bench.untilStatus(id, 'downloading')
      expect(bench.download(id)?.receivedBytes).toBeGreaterThanOrEqual(committed)
      subject.hurry()
      await bench.untilStatus(id, 'completed')
      const { files } = await client().whenCompleted(id)
      expect(await subject.sha256At(files[0]?.location ?? '')).toBe(models.large.sha256)
    })
  })
}
