import { beforeEach, expect, it } from 'vitest'
import { EngineError } from '../../../../src/engine/core/errors.js'
import { openJob, resetJob } from '../../../../src/engine/host/transfer/part-state.js'
import { createPartWriter } from '../../../../src/engine/host/transfer/part-writer.js'
import { type GivenHost, type GivenRun, givenHost, givenRun, MIB, modelOf } from '../given.js'

const model = modelOf({ id: 'm', url: 'https://models.example/m.bin', size: 100 * MIB })

let given: GivenHost
let run: GivenRun
let job: GivenRun['jobs'][number]
let writes: [offset: number, bytes: number][]

beforeEach(async () => {
  given = givenHost()
  run = await givenRun(given.host, model)
  job = run.jobs[0] as typeof job
  const part = await openJob(run, job)
  writes = []
  job.part = {
    ...part,
    write: (offset, chunks) => {
      writes.push([offset, chunks.reduce((sum, { length }) => sum + length, 0)])
      return part.write(offset, chunks)
    },
  }
})

const writerAt = (start: number) => createPartWriter(run, job, job.part as never, start)
const filled = (bytes: number, byte: number): Uint8Array => new Uint8Array(bytes).fill(byte)

it('gathers small chunks to writes of a block at their place, and writes the rest at the end', async () => {
  const writer = writerAt(5 * MIB)
  for (let at = 0; at < 20; at++) await writer.push(filled(100 * 1024, at), false)
  expect(writes).toEqual([0, 1, 2, 3, 4, 5].map((at) => [5 * MIB + at * 300 * 1024, 300 * 1024]))
  await writer.end()

  expect(writes.at(-1)).toEqual([5 * MIB + 1_800 * 1024, 200 * 1024])
  expect(job.written).toEqual([[5 * MIB, 5 * MIB + 2_000 * 1024]])
  expect(job.pendingBytes).toBe(0)
  const kept = given.machine.files.content(job.ref, 'part')
  for (let at = 0; at < 20; at++) expect(kept?.read(5 * MIB + at * 100 * 1024, 1)[0]).toBe(at)
})

it('keeps a slow disk busy with two writes, and holds the rest of the body back', async () => {
  given.machine.files.setWriteSpeed(1e6)
  const writer = writerAt(0)
  let taken = 0
  const pushing = (async () => {
    for (; taken < 6; taken++) await writer.push(filled(MIB, 1), false)
  })()
  await given.machine.clock.advance(10)
  expect([taken, writes.length]).toEqual([2, 2])

  await given.machine.clock.advance(100_000)
  await pushing
  await writer.end()
  expect(job.written).toEqual([[0, 6 * MIB]])
})

it('counts bytes as received at once, and as written when they are', async () => {
  given.machine.files.setWriteSpeed(1e6)
  const writer = writerAt(0)
  void writer.push(filled(2 * MIB, 1), false)
  await given.machine.clock.advance(100)
  expect([job.pendingBytes, job.written, run.fetchedBytes]).toEqual([2 * MIB, [], 2 * MIB])

  await given.machine.clock.advance(10_000)
  expect([job.pendingBytes, job.written]).toEqual([0, [[0, 2 * MIB]]])
})

it('lets no more than 8 MiB be on their way to the disk, of all lanes together', async () => {
  given.machine.files.setWriteSpeed(1e6)
  const pushing = [0, 1, 2, 3, 4, 5].map(async (lane) => {
    const writer = writerAt(lane * 10 * MIB)
    for (let at = 0; at < 4; at++) await writer.push(filled(MIB, 1), false)
    await writer.end()
  })
  await given.machine.clock.advance(10)
  expect(writes).toHaveLength(8)

  await given.machine.clock.advance(100_000)
  await Promise.all(pushing)
  expect(writes).toHaveLength(24)
})

it('fails with the error of a write, at the next chunk and at the end', async () => {
  const writer = writerAt(0)
  given.machine.files.fail('write', new EngineError('disk-full', 'The disk is full.'))
  await writer.push(filled(MIB, 1), false)
  await given.machine.clock.advance(0)

  expect(() => writer.push(filled(1, 1), false)).toThrow('The disk is full.')
  await expect(writer.end()).rejects.toMatchObject({ code: 'disk-full' })
  expect(job.written).toEqual([])
})

it('lets go of the budget of a write that failed', async () => {
  given.machine.files.fail('write', new EngineError('disk-full', 'The disk is full.'), 8)
  for (let at = 0; at < 8; at++) {
    const writer = writerAt(at * MIB)
    await writer.push(filled(MIB, 1), false)
    await writer.end().catch(() => undefined)
  }
  const writer = writerAt(0)
  for (let at = 0; at < 9; at++) await writer.push(filled(MIB, 1), false)
  await writer.end()

  expect(job.written).toEqual([[0, 9 * MIB]])
})

it('counts nothing that was thrown away while it was being written, and a reset waits for it', async () => {
  given.machine.files.setWriteSpeed(1e6)
  const writer = writerAt(0)
  await writer.push(filled(2 * MIB, 1), false)
  await given.machine.clock.advance(0)
  let isReset = false
  const reset = resetJob(run, job).then(() => {
    isReset = true
  })
  await given.machine.clock.advance(1_000)
  expect(isReset).toBe(false)

  await given.machine.clock.advance(10_000)
  await reset
  expect([job.written, job.pendingBytes]).toEqual([[], 0])
  expect(given.machine.files.content(job.ref, 'part')?.size).toBe(0)
})

it('writes nothing that it gathered before the bytes were thrown away', async () => {
  const writer = writerAt(0)
  await writer.push(filled(1_000, 1), false)
  await resetJob(run, job)
  await writer.end()

  expect(writes).toEqual([])
  expect([job.written, job.pendingBytes]).toEqual([[], 0])
})

it('copies what is only lent, over the border of blocks, and uses blocks again only after their write', async () => {
  given.machine.files.setWriteSpeed(10e6)
  const writer = writerAt(0)
  const lent = new Uint8Array(100_000)
  const pushing = (async () => {
    for (let at = 0; at < 30; at++) {
      lent.fill(at)
      await writer.push(lent, true)
    }
    lent.fill(255)
    await writer.end()
  })()
  await given.machine.clock.advance(60_000)
  await pushing

  expect(job.written).toEqual([[0, 3_000_000]])
  const kept = given.machine.files.content(job.ref, 'part')
  for (let at = 0; at < 30; at++) {
    expect([...(kept?.read(at * 100_000, 1) ?? []), ...(kept?.read(at * 100_000 + 99_999, 1) ?? [])]).toEqual([at, at])
  }
})
