import { expect, it } from 'vitest'
import { addInterval } from '../../../../src/engine/core/intervals.js'
import { createFill } from '../../../../src/engine/host/transfer/fill.js'
import { createWatchdog } from '../../../../src/engine/host/transfer/watchdog.js'
import type { PartFile } from '../../../../src/engine/ports/files.js'
import { givenHost, givenRun, modelOf } from '../given.js'

it('writes what is not here yet of a chunk, each piece from memory that is no other’s', async () => {
  const given = givenHost().host
  const host = { ...given, platform: { ...given.platform, http: { ...given.platform.http, reusesBuffers: true } } }
  const url = 'https://models.example/m.bin'
  const run = await givenRun(host, modelOf({ id: 'm', url, size: 100 }))
  const [job] = run.jobs
  if (job === undefined) throw new Error('no job')
  job.written = addInterval(addInterval(job.written, 10, 20), 30, 35)
  const writes: [number, Uint8Array][] = []
  const part = {
    async write(offset: number, chunks: readonly Uint8Array[]) {
      let at = offset
      for (const chunk of chunks) {
        writes.push([at, chunk])
        at += chunk.length
      }
    },
  } as unknown as PartFile
  const [source] = job.sources
  if (source === undefined) throw new Error('no source')
  const watchdog = createWatchdog(host.platform.clock, 1_000, () => undefined)
  const fill = createFill(run, job, part, source, 0, watchdog, new AbortController().signal)

  const chunk = Uint8Array.from({ length: 50 }, (_, at) => at)
  await fill.take(chunk.slice(0, 5), false)
  await fill.take(chunk.slice(5), false)
  await fill.end()
  watchdog.stop()

  const ordered = writes.toSorted(([a], [b]) => a - b)
  expect(ordered.map(([at, bytes]) => [at, [...bytes]])).toEqual(
    [
      [0, 5],
      [5, 10],
      [20, 30],
      [35, 50],
    ].map(([from, to]) => [from, [...chunk.subarray(from, to)]]),
  )
  expect(new Set(writes.map(([, { buffer }]) => buffer)).size).toBe(writes.length)
  expect(run.wastedBytes).toBe(15)
})
