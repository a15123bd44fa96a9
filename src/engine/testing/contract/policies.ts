import type { SettingName, Settings } from '../../core/snapshot.js'
import type { Bench, Chapter } from './suite.js'

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

/** The user's policies: how fast, when, and who comes first. */
export const policies: Chapter = ({ describe, test, expect }) => {
  describe('the policies', () => {
    test('keep to a limit that is set while bytes move, and let go of it', async (bench) => {
      if (!canSet(bench, 'bytesPerSecondLimit')) return
      const { models, subject, client } = bench
      const { id } = models.large
      await begin(bench)
      const limit = Math.floor(models.large.size / 100)
      await client().configure({ bytesPerSecondLimit: limit })
      // What is on its way still comes; then it goes on slowly, and never stands still for long.
      await subject.wait(1_500)
      const moved = async (): Promise<number> => {
        const before = bench.download(id)?.receivedBytes ?? 0
        await bench.until(id, ({ receivedBytes }) => receivedBytes > before)
        return bench.download(id)?.receivedBytes ?? 0
      }
      const before = await moved()
      const sinceMs = subject.now()
      await subject.wait(3_000)
      const came = (await moved()) - before
      expect(came).toBeLessThanOrEqual(((subject.now() - sinceMs) / 1000) * limit + 1_100_000)
      expect(bench.download(id)).toMatchObject({ status: 'downloading', attempt: 0, error: null })
      await client().configure({ bytesPerSecondLimit: null })
      subject.hurry()
      await bench.untilStatus(id, 'completed')
    })

    test('let downloads wait outside the hours of a schedule, and say until when', async (bench) => {
      if (!canSet(bench, 'schedule')) return
      const { models, client } = bench
      const { id } = models.large
      await begin(bench)
      await client().configure({ schedule: hoursFarFromNow(bench) })
      expect(bench.download(id)).toMatchObject({ status: 'waiting', reason: 'schedule', error: null })
      expect(bench.download(id)?.untilMs ?? 0).toBeGreaterThan(0)
      await client().download(models.small)
      expect(bench.download(models.small.id)).toMatchObject({ status: 'waiting', reason: 'schedule' })
      await client().configure({ schedule: null })
      await bench.untilStatus(id, 'downloading')
      await bench.untilStatus(models.small.id, 'completed')
    })

    test('let one download start now outside the hours, until it is paused', async (bench) => {
      if (!canSet(bench, 'schedule')) return
      const { models, client } = bench
      const { id } = models.large
      await client().download(models.large)
      await client().configure({ schedule: hoursFarFromNow(bench) })
      await client().download(models.small)
      await client().resume(id, { startNow: true })
      await bench.until(id, ({ receivedBytes }) => receivedBytes > 0)
      expect(bench.download(id)?.startNow).toBe(true)
      expect(bench.download(models.small.id)?.reason).toBe('schedule')
      await client().pause(id)
      await client().resume(id)
      expect(bench.download(id)).toMatchObject({ reason: 'schedule', startNow: false })
      await client().download(models.other, { startNow: true })
      await bench.untilStatus(models.other.id, 'completed')
      expect(bench.download(models.other.id)?.startNow).toBe(false)
    })

    test('refuse a schedule that is none, and change nothing then', async (bench) => {
      if (!canSet(bench, 'schedule')) return
      const before = bench.snapshot().settings
      const window = { days: EVERY_DAY, from: '22:00', to: '06:00', bytesPerSecondLimit: null }
      for (const schedule of [
        { timeZone: 'Mars/Olympus', windows: [window] },
        { timeZone: null, windows: [] },
        { timeZone: null, windows: [{ ...window, days: [8] }] },
        { timeZone: null, windows: [{ ...window, from: '25:00' }] },
      ] satisfies Settings['schedule'][]) {
        expect(await bench.outcome({ type: 'configure', settings: { schedule } })).toBe('invalid-command')
      }
      expect(bench.snapshot().settings).toEqual(before)
    })

    test('make room while somebody asks for it, and go on when the last of them is done', async (bench) => {
      if (!bench.snapshot().capabilities.commands.includes('yield')) return
      const { models, subject, client } = bench
      const { id } = models.large
      await begin(bench)
      const release = await client().yield('inference')
      const other = await client().yield('speech', { bytesPerSecondLimit: 1_000_000 })
      expect(bench.snapshot().yields).toMatchObject([
        { reason: 'inference', bytesPerSecondLimit: 0 },
        { reason: 'speech', bytesPerSecondLimit: 1_000_000 },
      ])
      const before = await bench.rest(id)
      await bench.until(id, ({ reason }) => reason === 'yield')
      await release()
      await release()
      await bench.until(id, ({ receivedBytes }) => receivedBytes > before)
      expect(bench.snapshot().yields).toMatchObject([{ reason: 'speech' }])
      await other()
      expect(bench.snapshot().yields).toEqual([])
      subject.hurry()
      await bench.untilStatus(id, 'completed')
      expect(bench.download(id)?.restarts).toBe(0)
    })
  })
}

async function begin({ client, models, until }: Bench): Promise<void> {
  await client().download(models.large)
  await until(models.large.id, ({ receivedBytes }) => receivedBytes > 0)
}

function canSet({ snapshot }: Bench, name: SettingName): boolean {
  const { commands, settings } = snapshot().capabilities
  return commands.includes('configure') && settings.includes(name)
}

/** Hours that are not now: an hour a week, three days after the large model was asked for. */
function hoursFarFromNow({ download, models }: Bench): Settings['schedule'] {
  const askedAtMs = download(models.large.id)?.createdAtMs ?? 0
  const day = ((new Date(askedAtMs).getUTCDay() + 3 + 6) % 7) + 1
  return { timeZone: 'UTC', windows: [{ days: [day], from: '03:00', to: '04:00', bytesPerSecondLimit: null }] }
}
