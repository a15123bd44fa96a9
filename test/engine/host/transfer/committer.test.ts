import { beforeEach, describe, expect, it } from 'vitest'
import { EngineError } from '../../../../src/engine/core/errors.js'
import { createClaim, noteWritten } from '../../../../src/engine/host/transfer/file-job.js'
import { openJob, resetJob } from '../../../../src/engine/host/transfer/part-state.js'
import { createPartWriter } from '../../../../src/engine/host/transfer/part-writer.js'
import type { FileWorth } from '../../../../src/engine/host/worth.js'
import { type GivenHost, type GivenRun, givenHost, givenRun, MIB, modelOf } from '../given.js'

const model = modelOf({
  id: 'm',
  files: [
    { path: 'a.bin', url: 'https://models.example/a.bin', size: 100 * MIB },
    { path: 'b.bin', url: 'https://models.example/b.bin', size: 100 * MIB },
  ],
})

let given: GivenHost
let run: GivenRun
/** Things to happen in the middle of a change. */
let during: Record<string, () => Promise<unknown>>

beforeEach(async () => {
  during = {}
  given = givenHost({
    tap: (change, of) => {
      const happens = during[`${change} ${of}`]
      delete during[`${change} ${of}`]
      return happens === undefined ? undefined : () => happens().then(() => undefined)
    },
  })
  run = await givenRun(given.host, model)
  for (const job of run.jobs) await openJob(run, job)
  given.changes.length = 0
})

/** Bytes land in the file, as a writer would have them. */
async function write(at: number, start: number, end: number): Promise<void> {
  const job = run.jobs[at] as GivenRun['jobs'][number]
  await job.part?.write(start, [new Uint8Array(end - start)])
  noteWritten(job, start, end)
}

function promised(path: string): FileWorth['ranges'] | undefined {
  return given.host.store.get('m')?.worths[path]?.ranges
}

describe('a commit', () => {
  it('flushes every file that has new bytes, then journals them all together', async () => {
    await write(0, 0, 10)
    await write(1, 5, 8)
    given.changes.length = 0

    await run.committer.commit()

    expect(given.changes).toEqual(['flush a.bin', 'flush b.bin', 'journal-write model.m'])
    expect(promised('a.bin')).toEqual([[0, 10]])
    expect(run.jobs.map(({ committed }) => committed)).toEqual([[[0, 10]], [[5, 8]]])
  })

  it('does nothing where nothing was written since the last', async () => {
    await write(0, 0, 10)
    await run.committer.commit()
    given.changes.length = 0

    await run.committer.commit()

    expect(given.changes).toEqual([])
  })

  it('promises nothing that was written after the flush began', async () => {
    await write(0, 0, 10)
    during['flush a.bin'] = () => write(0, 10, 20)

    await run.committer.commit()

    expect(promised('a.bin')).toEqual([[0, 10]])
    expect(run.jobs[0]?.written).toEqual([[0, 20]])
  })

  it('journals no bytes that were thrown away while they were flushed', async () => {
    await write(0, 0, 10)
    await write(1, 0, 10)
    during['flush b.bin'] = () => resetJob(run, run.jobs[0] as GivenRun['jobs'][number])

    await run.committer.commit()

    expect(promised('a.bin')).toBeUndefined()
    expect(run.jobs[0]?.committed).toEqual([])
    expect(promised('b.bin')).toEqual([[0, 10]])
  })

  it('takes back what it promised, when bytes are thrown away while it is journalled', async () => {
    await write(0, 0, 10)
    during['journal-write model.m'] = () => resetJob(run, run.jobs[0] as GivenRun['jobs'][number])

    await run.committer.commit()

    expect(promised('a.bin')).toBeUndefined()
    expect(run.jobs[0]?.committed).toEqual([])
  })

  it('fails with the error of the disk, and promises nothing', async () => {
    await write(0, 0, 10)
    given.machine.files.fail('flush', new EngineError('storage-io', 'The disk does not answer.'))

    await expect(run.committer.commit()).rejects.toMatchObject({ code: 'storage-io' })
    await expect(run.committer.room()).rejects.toMatchObject({ code: 'storage-io' })
    expect(promised('a.bin')).toBeUndefined()
  })
})

describe('when it commits by itself', () => {
  it('waits for 24 MiB, or two seconds', async () => {
    await write(0, 0, 23 * MIB)
    run.committer.note()
    expect(given.changes).not.toContain('flush a.bin')
    await write(0, 23 * MIB, 24 * MIB)
    run.committer.note()
    await given.machine.clock.advance(0)
    expect(promised('a.bin')).toEqual([[0, 24 * MIB]])

    await write(0, 24 * MIB, 24 * MIB + 1)
    run.committer.note()
    await given.machine.clock.advance(2_000)
    run.committer.note()
    await given.machine.clock.advance(0)
    expect(promised('a.bin')).toEqual([[0, 24 * MIB + 1]])
  })

  it.each([
    { asked: 0, most: 48 },
    { asked: 1, most: 40 },
    { asked: 4, most: 16 },
  ])('lets no more than 64 MiB be at risk: $most and what is on its way, with $asked requests out', async (risk) => {
    for (let at = 0; at < risk.asked; at++) {
      const from = (500 + at * 20) * MIB
      run.jobs[0]?.claims.add(createClaim(run.jobs[0].sources[0] as never, from, from + 20 * MIB, 0))
    }
    given.machine.journal.setDelay(500)
    given.machine.files.setWriteSpeed(1e9)
    const jobs = run.jobs
    let most = 0
    const dirty = (): number => jobs.reduce((sum, job) => sum + bytes(job.written) - bytes(job.committed), 0)
    const lanes = [0, 1, 2, 3].map(async (lane) => {
      const job = jobs[lane % 2] as GivenRun['jobs'][number]
      const writer = createPartWriter(run, job, job.part as never, Math.floor(lane / 2) * 50 * MIB)
      for (let at = 0; at < 40; at++) {
        await writer.push(new Uint8Array(MIB), false)
        most = Math.max(most, dirty())
      }
      await writer.end()
    })
    await given.machine.clock.advance(60_000)
    await Promise.all(lanes)
    await given.machine.clock.advance(60_000)

    expect(most).toBeGreaterThan((risk.most - 12) * MIB)
    expect(most).toBeLessThanOrEqual((risk.most + 8) * MIB)
    expect(dirty()).toBeLessThanOrEqual((risk.most / 2) * MIB)
  })
})

function bytes(ranges: FileWorth['ranges']): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from, 0)
}
