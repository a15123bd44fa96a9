import type { PartFile } from '../../ports/files.js'
import { type FileJob, noteWritten } from './file-job.js'
import type { Run } from './run.js'
import type { Source } from './sources.js'

/** A write at about this size costs the least. */
const WRITE_BYTES = 1024 * 1024

/** Gathers the chunks of one response and writes them in large pieces at their offset, several at once, never more than the budget allows. */
export interface PartWriter {
  /** Takes a chunk; settles when there is room for the next. Rejects with the error of an earlier write. */
  push(chunk: Uint8Array): Promise<void> | void
  /** Writes what is left and waits until every byte is in the file, or drops it where a write failed. */
  end(): Promise<void>
}

export function createPartWriter(run: Run, job: FileJob, part: PartFile, start: number, source?: Source): PartWriter {
  const { epoch } = job
  const own = new Set<Promise<void>>()
  let chunks: Uint8Array[] = []
  let gathered = 0
  let offset = start
  let failure: { readonly error: unknown } | null = null

  async function writeOut(): Promise<void> {
    if (gathered === 0) return
    const [batch, bytes, at] = [chunks, gathered, offset]
    chunks = []
    gathered = 0
    offset += bytes
    await run.committer.room()
    await run.host.writeBudget.take(bytes)
    if (job.epoch !== epoch) {
      run.host.writeBudget.give(bytes)
      return
    }
    const writing = part
      .write(at, batch)
      .then(() => {
        if (job.epoch === epoch) noteWritten(job, at, at + bytes, source)
      })
      .catch((error: unknown) => {
        failure ??= { error }
      })
      .finally(() => {
        if (job.epoch === epoch) job.pendingBytes -= bytes
        run.host.writeBudget.give(bytes)
        own.delete(writing)
        job.writes.delete(writing)
        run.committer.note()
      })
    own.add(writing)
    job.writes.add(writing)
  }

  return {
    push(chunk) {
      if (failure !== null) throw failure.error
      chunks.push(chunk)
      gathered += chunk.length
      job.pendingBytes += chunk.length
      run.fetchedBytes += chunk.length
      return gathered >= WRITE_BYTES ? writeOut() : undefined
    },
    async end() {
      await writeOut()
      await Promise.all(own)
      if (failure !== null) throw failure.error
    },
  }
}
