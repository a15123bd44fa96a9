import { coveredBytes, type Intervals } from '../../core/intervals.js'
import type { Traffic } from '../../core/traffic.js'
import type { Clock } from '../../ports/clock.js'
import type { RecordStore } from '../record-store.js'
import { askedOf, type FileJob, worthOf } from './file-job.js'

/** A file of this size is journalled as soon as it has its name. */
const LARGE_BYTES = 12 * 1024 * 1024
const COMMIT_MS = 2_000
/**
 * What a crash may cost at most: bytes written and not committed, bytes that are gathered or on their way to the disk, and bytes
 * asked for, which the sockets may hold already. Less than the 64 MiB that are promised, since a range that changes
 * hands wastes what was in its socket.
 */
const MOST_AT_RISK_BYTES = 48 * 1024 * 1024

/** Makes written bytes last: flush first, then the journal, so that it never promises a byte that is not on the medium. */
export interface Committer {
  /** Something was written. */
  note(): void
  /** Nothing to wait for unless too much is uncommitted; else settles when it no longer is. Rejects where committing fails. */
  room(): Promise<void> | undefined
  /** Whether so many bytes more may be asked for. */
  hasRoom(bytes: number): boolean
  /** Settles when the commit under way, or one begun now, is done. Rejects where committing fails. */
  relieve(): Promise<void>
  /** Commits all that is written now. */
  commit(): Promise<void>
  /** A file has its final name. The journal hears of many small ones together: one it has not heard of is found by its digest. */
  published(job: FileJob): Promise<void>
}

/** @param traffic - What the download has cost the line by now, to be kept with what it brought. */
export function createCommitter(
  clock: Clock,
  store: RecordStore,
  id: string,
  jobs: readonly FileJob[],
  traffic?: () => Traffic,
): Committer {
  const unrecorded = new Set<FileJob>()
  let running: Promise<void> | null = null
  let lastAtMs = clock.elapsed()
  let failure: { readonly error: unknown } | null = null

  const dirtyBytes = (): number =>
    jobs.reduce((sum, job) => sum + coveredBytes(job.written) - coveredBytes(job.committed), 0)

  const passingBytes = (): number => jobs.reduce((sum, job) => sum + askedOf(job) + job.pendingBytes, 0)
  const limit = (): number => Math.max(1, MOST_AT_RISK_BYTES - passingBytes())

  async function once(): Promise<void> {
    lastAtMs = clock.elapsed()
    const flushed: { job: FileJob; written: Intervals; losses: number }[] = []
    for (const job of jobs) {
      const { part, written, losses } = job
      if (job.published !== null || written === job.committed) continue
      // One that is closed already, to get its name, was flushed before.
      await part?.flush()
      flushed.push({ job, written, losses })
    }
    // No await between this look and the call: bytes thrown away meanwhile must not be promised after they were taken back.
    const current = flushed.filter(({ job, losses }) => job.losses === losses)
    const named = [...unrecorded]
    if (current.length + named.length === 0) return
    unrecorded.clear()
    const worths = [...current, ...named.map((job) => ({ job, written: job.written }))]
    await store.saveWorths(
      id,
      Object.fromEntries(worths.map(({ job, written }) => [job.file.path, worthOf(job, written)])),
      traffic?.(),
    )
    for (const { job, written, losses } of current) if (job.losses === losses) job.committed = written
    for (const job of named) job.committed = job.written
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

  async function commit(): Promise<void> {
    await running
    await start()
    if (failure !== null) throw failure.error
  }

  const isFull = (): boolean => {
    const dirty = dirtyBytes()
    return dirty > 0 && dirty >= limit()
  }

  async function makeRoom(): Promise<void> {
    while (failure === null && isFull()) await start()
    if (failure !== null) throw failure.error
  }

  return {
    note() {
      const dirty = dirtyBytes()
      if (dirty >= limit() / 2 || ((dirty > 0 || unrecorded.size > 0) && clock.elapsed() - lastAtMs >= COMMIT_MS))
        void start()
    },
    room: () => (failure === null && !isFull() ? undefined : makeRoom()),
    async relieve() {
      await start()
      if (failure !== null) throw failure.error
    },
    hasRoom: (bytes) => dirtyBytes() + passingBytes() + bytes <= MOST_AT_RISK_BYTES,
    commit,
    async published(job) {
      unrecorded.add(job)
      if ((job.totalBytes as number) >= LARGE_BYTES) await commit()
    },
  }
}
