import type { CommandType } from '../../core/command.js'
import type { Bench, Chapter } from './suite.js'

/** What is on disk: verified again, taken over, shared, and swept. */
export const storage: Chapter = ({ describe, test, expect }) => {
  const can = ({ snapshot }: Bench, type: CommandType): boolean => snapshot().capabilities.commands.includes(type)

  async function leavePartial({ client, models, until, rest }: Bench): Promise<void> {
    await client().download(models.large)
    await until(models.large.id, ({ receivedBytes }) => receivedBytes > 1_100_000)
    await client().pause(models.large.id)
    await rest(models.large.id)
  }

  describe('what is on disk', () => {
    test('is hashed again when asked, and is the same model after that', async (bench) => {
      const { models, client } = bench
      const { id, size } = models.small
      if (!can(bench, 'verify')) return
      await client().download(models.small)
      await bench.untilStatus(id, 'completed')
      await client().verify(id)
      await client().verify(id)
      expect(await client().locate(id)).toMatchObject({ id })
      await bench.untilStatus(id, 'completed')
      expect(bench.download(id)).toMatchObject({ restarts: 0, receivedBytes: size, error: null })
    })

    test('is repaired where it is not the model any more', async (bench) => {
      const { models, subject, client } = bench
      const { id, sha256 } = models.small
      if (!can(bench, 'verify')) return
      await client().download(models.small)
      await bench.untilStatus(id, 'completed')
      const { files } = await client().whenCompleted(id)
      const location = files[0]?.location ?? ''
      await subject.overwrite(location, new Uint8Array(models.small.size))
      await client().verify(id)
      await bench.untilStatus(id, 'completed')
      expect(await subject.sha256At(location)).toBe(sha256)
      expect(bench.download(id)?.restarts).toBe(1)
    })

    test('cannot be verified before it is complete', async (bench) => {
      if (!can(bench, 'verify')) return
      await leavePartial(bench)
      expect(await bench.outcome({ type: 'verify', id: bench.models.large.id })).toBe('invalid-command')
    })

    test('is taken over from where the user has it, once its digest matches', async (bench) => {
      const { models, subject, client } = bench
      if (!can(bench, 'adopt')) return
      const location = await placeOf(bench)
      const mine = { ...models.small, id: 'mine', url: `${models.small.url}-is-not-there` }
      await client().adopt(mine, location)
      await bench.untilStatus('mine', 'completed')
      const { files } = await client().whenCompleted('mine')
      expect(await subject.sha256At(files[0]?.location ?? '')).toBe(models.small.sha256)
      const other = { ...mine, id: 'not-mine', sha256: models.large.sha256 }
      await client().adopt(other, location)
      await bench.untilStatus('not-mine', 'failed')
      expect(bench.download('not-mine')?.error?.code).toBe('checksum-mismatch')
      expect(await client().availability(other)).toMatchObject({ status: 'missing', bytes: 0 })
      expect(await bench.outcome({ type: 'adopt', model: { ...mine, id: 'x', size: 7 }, location })).toBe(
        'size-mismatch',
      )
    })

    test('is fetched once for two models, and stays for the one when the other is removed', async (bench) => {
      const { models, subject, client } = bench
      // Who cannot take over a file cannot share one.
      if (!can(bench, 'adopt')) return
      await placeOf(bench)
      const same = { ...models.small, id: 'same', url: `${models.small.url}-is-not-there` }
      expect(await client().plan(same)).toMatchObject({ sharedBytes: models.small.size, bytesToFetch: 0 })
      await client().download(same)
      await bench.untilStatus('same', 'completed')
      const { files } = await client().whenCompleted('same')
      await client().remove(models.small.id)
      expect(await subject.sha256At(files[0]?.location ?? '')).toBe(models.small.sha256)
      expect(await client().availability(same)).toMatchObject({ status: 'available', verified: true })
    })

    test('goes by one partial, or by all that are old enough, and never by one that is on its way', async (bench) => {
      const { models, client } = bench
      const { id } = models.large
      const partials = async (): Promise<readonly string[]> =>
        (await client().storage()).models.filter(({ kind }) => kind === 'partial').map((stored) => stored.id)
      if (!can(bench, 'discard') || !can(bench, 'sweep')) return
      await leavePartial(bench)
      expect(await partials()).toEqual([id])
      await client().sweep(3_600_000)
      expect(await partials()).toEqual([id])
      await client().discard(id)
      expect(await partials()).toEqual([])
      expect(bench.download(id)).toMatchObject({ status: 'cancelled', receivedBytes: 0 })
      await leavePartial(bench)
      await client().sweep(0)
      expect(await partials()).toEqual([])
      await client().download(models.large)
      await bench.until(id, ({ committedBytes }) => committedBytes > 0)
      expect(await bench.outcome({ type: 'discard', id })).toBe('invalid-command')
      await client().sweep(0)
      expect(bench.download(id)?.status).toBe('downloading')
    })
  })

  async function placeOf({ client, models, untilStatus }: Bench): Promise<string> {
    await client().download(models.small)
    await untilStatus(models.small.id, 'completed')
    const { files } = await client().whenCompleted(models.small.id)
    return files[0]?.location ?? ''
  }
}
