import { missingIntervals } from '../../core/intervals.js'
import type { PartFile } from '../../ports/files.js'
import type { FileJob } from './file-job.js'
import { createIntake, type Intake } from './intake.js'
import { createPartWriter } from './part-writer.js'
import { noteUnused } from './pour-body.js'
import type { Run } from './run.js'
import type { Source } from './sources.js'
import type { Watchdog } from './watchdog.js'

/**
 * Takes the bytes of one answer, from `start` of the file on, and writes those that are not here yet: a server that knows nothing of ranges
 * sends with the rest what is here already.
 */
export function createFill(
  run: Run,
  job: FileJob,
  part: PartFile,
  source: Source,
  start: number,
  watchdog: Watchdog,
  signal: AbortSignal,
): Intake {
  const gaps = [...missingIntervals(job.written, start, Number.MAX_SAFE_INTEGER)]
  const ends: Promise<void>[] = []
  let at = start
  let intake: Intake | null = null

  function open(): Intake {
    intake ??= createIntake(run, job, createPartWriter(run, job, part, at, source), watchdog, signal)
    return intake
  }

  function close(): void {
    if (intake === null) return
    const end = intake.end()
    // Told by the end of all.
    end.catch(() => undefined)
    ends.push(end)
    intake = null
  }

  function skip(bytes: number): Promise<void> | undefined {
    noteUnused(run, bytes)
    watchdog.feed()
    const held = run.host.bandwidth.pay(run.model.id, bytes, signal)
    if (held === undefined) return undefined
    watchdog.hold()
    return held.then(() => watchdog.feed())
  }

  /** A part of a chunk, with memory of its own where the memory of what is written is read into again: the other parts are not written yet. */
  function owned(piece: Uint8Array): Uint8Array {
    return run.host.platform.http.reusesBuffers === true ? piece.slice() : piece
  }

  function takePieces(chunk: Uint8Array, isLent: boolean): Promise<void> | undefined {
    const waits: Promise<void>[] = []
    let left = chunk
    while (left.length > 0) {
      const [from, to] = gaps[0] ?? [at, Number.MAX_SAFE_INTEGER]
      const isHere = at < from
      const piece = left.subarray(0, (isHere ? from : to) - at)
      left = left.subarray(piece.length)
      const wait = isHere ? skip(piece.length) : open().take(isLent ? piece : owned(piece), isLent)
      at += piece.length
      if (wait !== undefined) waits.push(wait)
      if (at === to) {
        close()
        gaps.shift()
      }
    }
    return waits.length === 0 ? undefined : Promise.all(waits).then(() => undefined)
  }

  return {
    take(chunk, isLent) {
      const [from, to] = gaps[0] ?? [at, Number.MAX_SAFE_INTEGER]
      if (at < from || at + chunk.length >= to) return takePieces(chunk, isLent)
      const taken = open().take(chunk, isLent)
      at += chunk.length
      return taken
    },
    async end() {
      close()
      await Promise.all(ends)
    },
  }
}
