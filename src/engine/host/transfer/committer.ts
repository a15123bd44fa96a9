import { coveredBytes, type Intervals } from '../../core/intervals.js'
import type { Clock } from '../../ports/clock.js'
import type { RecordStore } from '../record-store.js'
import { type FileJob, worthOf } from './file-job.js'

const COMMIT_BYTES = 12 * 1024 * 1024
const COMMIT_MS = 2_000
/** Together with what the lanes have asked for (32 MiB at most), no more than 64 MiB are fetched twice after a crash. */
const MOST_UNCOMMITTED_BYTES = 24 * 1024 * 1024

/** Makes written bytes last: flush first, then the journal, so that it never promises a byte that is not on the medium. */
export interface Committer {
  /** Something was written. */
  note(): void
  /** Settles when not too much is uncommitted. Rejects where committing fails. */
  room(): Promise<void>
  /** Commits all that is written now. */
  commit(): Promise<void>
}

export function createCommitter(clock: Clock, store: RecordStore, id: string, jobs: readonly FileJob[]): Committer {
  let running: Promise<void> | null = null
  let lastAtMs = clock.now()
  let failure: { readonly error: unknown } | null = null

  const dirtyBytes = (): number =>
    jobs.reduce((sum, job) => sum + coveredBytes(job.written) - coveredBytes(job.committed), 0)

  async function once(): Promise<void> {
    lastAtMs = clock.now()
    const flushed: { job: FileJob; written: Intervals; epoch: number }[] = []
    for (const job of jobs) {
      const { part, written, epoch } = job
      if (part === null || written === job.committed) continue
      await part.flush()
      flushed.push({ job, written, epoch })
    }
    // No await between this look and the call: bytes thrown away meanwhile must not be promised after they were taken back.
    const current = flushed.filter(({ job, epoch }) => job.epoch === epoch)
    if (current.length === 0) return
    const worths = Object.fromEntries(current.map(({ job, written }) => [job.file.path, worthOf(job, written)]))
    await store.saveWorths(id, worths)
    for (const { job, written, epoch } of current) if (job.epoch === epoch) job.committed = written
  }

  function start(): Promise<void> {
    running ??= once()
      .catch((error: unknown) => {
        failure ??= { error }
      })
      .finally(() => {
        running = null
      })
    return running
  }

  return {
    note() {
      const dirty = dirtyBytes()
      if (dirty >= COMMIT_BYTES || (dirty > 0 && clock.now() - lastAtMs >= COMMIT_MS)) void start()
    },
    async room() {
      while (failure === null && dirtyBytes() >= MOST_UNCOMMITTED_BYTES) await start()
      if (failure !== null) throw failure.error
    },
    async commit() {
      await running
      await start()
      if (failure !== null) throw failure.error
    },
  }
}
