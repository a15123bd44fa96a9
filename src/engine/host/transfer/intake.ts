import type { FileJob } from './file-job.js'
import type { PartWriter } from './part-writer.js'
import { noteUnused } from './pour-body.js'
import type { Run } from './run.js'
import type { Watchdog } from './watchdog.js'

/** Hands the chunks of one response to its writer, no faster than the limit allows. */
export interface Intake {
  /** Takes a chunk; settles when the next may be read. Until then the sender slows down, and nobody calls that a stall. */
  take(chunk: Uint8Array, isLent: boolean): Promise<void> | undefined
  /** Settles when every byte that was taken is in the file. */
  end(): Promise<void>
}

/** @param signal - Aborted when the request is over: what was taken and not paid for waits no longer. */
export function createIntake(
  run: Run,
  job: FileJob,
  writer: PartWriter,
  watchdog: Watchdog,
  signal: AbortSignal,
): Intake {
  const { epoch } = job
  const { bandwidth } = run.host
  const { id } = run.model
  /** Chunks that are taken a few bytes at a time. */
  let dripping: Promise<void> | null = null

  async function holdBack(held: Promise<void>, writing: Promise<void> | undefined): Promise<void> {
    watchdog.hold()
    await Promise.all([held, writing])
    watchdog.feed()
  }

  /**
   * Counts a chunk a few bytes at a time, then hands it on: many times what the limit lets through in a second may have been read when it was
   * set, and counted at once it would be followed by as many seconds without a byte.
   */
  async function drip(chunk: Uint8Array, before: Promise<void> | null): Promise<void> {
    if (before !== null) await before
    watchdog.hold()
    let left = chunk.length
    while (left > 0 && job.epoch === epoch && !signal.aborted) {
      const piece = Math.min(left, bandwidth.mostAtOnce() ?? left)
      writer.count(piece)
      left -= piece
      await bandwidth.pay(id, piece, signal)
    }
    watchdog.feed()
    // Else what was here was thrown away meanwhile, and this with it.
    if (job.epoch === epoch) await writer.push(chunk, false)
    else noteUnused(run, left)
  }

  return {
    take(chunk, isLent) {
      watchdog.feed()
      const most = bandwidth.mostAtOnce()
      if (dripping !== null || (most !== null && chunk.length > most)) {
        const taken = drip(isLent ? chunk.slice() : chunk, dripping).finally(() => {
          if (dripping === taken) dripping = null
        })
        dripping = taken
        return taken
      }
      const writing = writer.push(chunk, isLent)
      const held = bandwidth.pay(id, chunk.length, signal)
      return held === undefined ? writing : holdBack(held, writing)
    },
    async end() {
      // Its error is the writer's, which tells it below.
      await dripping?.catch(() => undefined)
      await writer.end()
    },
  }
}
