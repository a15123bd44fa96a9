import { type IgnoredRanges, NONE_IGNORED } from '../../core/ignored-ranges.js'
import { addInterval, coveredBytes, frontier, type Intervals } from '../../core/intervals.js'
import type { ModelFile } from '../../core/model.js'
import type { DigestRun } from '../../ports/digest.js'
import type { FileRef, PartFile } from '../../ports/files.js'
import { type FileWorth, type Published, placeOf, sourceOf } from '../worth.js'
import type { BlockChecker } from './block-checker.js'
import { createPace, type Pace } from './pace.js'
import { createSources, lastingSource, type Source } from './sources.js'

/** A range that one lane is fetching. `end` is null until the length of the file is known. */
export interface Claim {
  readonly source: Source
  readonly start: number
  end: number | null
  /** One past the last byte that has come. */
  at: number
  readonly pace: Pace
  /** When it was asked for, by the clock's `elapsed`. */
  readonly askedAtMs: number
  /** How many lanes before gave it up without a byte of it. */
  readonly silences: number
  /** Its bytes have come and are being written. */
  isLanding: boolean
  /** Ends the request: another lane has taken over what was left. */
  cancel: () => void
}

export function createClaim(
  source: Source,
  start: number,
  end: number | null,
  askedAtMs: number,
  silences: number = 0,
): Claim {
  const cancel = (): void => undefined
  return { source, start, end, at: start, pace: createPace(), askedAtMs, silences, isLanding: false, cancel }
}

/** One file on its way, with all that a run knows of it. Mutable: it lives only as long as the run. */
export interface FileJob {
  readonly file: ModelFile
  readonly ref: FileRef
  totalBytes: number | null
  /** The model's, or else what a server told; null where nobody knows. */
  sha256: string | null
  readonly sources: readonly Source[]
  /** Where written bytes came from, while there are several sources and blocks to tell who was wrong. */
  readonly origins: { readonly start: number; readonly end: number; readonly source: Source }[]
  /** Whom the bytes are from, where no digest will prove them: another's may be of another version. */
  from: Source | null
  /** Bytes of the partial that are written. */
  written: Intervals
  /** Bytes that the journal vouches for. */
  committed: Intervals
  /** Ranges that lanes are fetching. */
  readonly claims: Set<Claim>
  /** Bytes taken off the wire that are not written yet. */
  pendingBytes: number
  /** Writes under way. */
  readonly writes: Set<Promise<void>>
  /** False once a server answered ranges with the whole file. */
  acceptsRanges: boolean
  ignoredRanges: IgnoredRanges
  /** Open while the job is under way. */
  part: PartFile | null
  /** Set while it is being opened. */
  opening: Promise<PartFile> | null
  digest: DigestRun | null
  /** In the place of the digest, where the model has one for each block. */
  blocks: BlockChecker | null
  /** Grows when the bytes are thrown away: a lane that still fetches for an older one stops. */
  epoch: number
  /** Grows when written bytes are taken back, all or some: a commit that is under way promises none of them. */
  losses: number
  /** Whether a response of this run has told size and version: only then may several lanes share the file. */
  isProven: boolean
  /** Another download fetches the same file: this one takes it over when it is done. */
  isDeferred: boolean
  /** Set while the digest is awaited and the file gets its name. */
  isSettling: boolean
  /** How often the bytes had to be thrown away in this run because the source changed. */
  restarts: number
  /** How often the digest did not match. */
  mismatches: number
  published: Published | null
  /** Bytes that a check of what is on disk has gone through. */
  checkedBytes: () => number
}

/** The same for what is written and what is committed: a file that was not looked at has nothing to commit. */
const NOTHING: Intervals = []

export function createFileJob(file: ModelFile, folder: string): FileJob {
  return {
    file,
    ref: { folder, path: file.path },
    totalBytes: file.size,
    sha256: file.sha256,
    sources: createSources(file.urls),
    origins: [],
    from: null,
    written: NOTHING,
    committed: NOTHING,
    claims: new Set(),
    pendingBytes: 0,
    writes: new Set(),
    acceptsRanges: true,
    ignoredRanges: NONE_IGNORED,
    part: null,
    opening: null,
    digest: null,
    blocks: null,
    epoch: 0,
    losses: 0,
    isProven: false,
    isDeferred: false,
    isSettling: false,
    restarts: 0,
    mismatches: 0,
    published: null,
    checkedBytes: () => 0,
  }
}

export function isReceived(job: FileJob): boolean {
  return job.published !== null || (job.totalBytes !== null && coveredBytes(job.written) === job.totalBytes)
}

export function receivedOf(job: FileJob): number {
  return job.published?.size ?? coveredBytes(job.written) + job.pendingBytes
}

/** What sockets of one connection hold at most, about. */
export const SOCKET_BYTES: number = 8 * 1024 * 1024

/** Bytes that lanes have asked for and not received, as far as sockets may hold them. */
export function askedOf(job: FileJob): number {
  let asked = 0
  // Asked after every chunk, of every file there is.
  if (job.claims.size === 0) return asked
  for (const { at, end } of job.claims) {
    const left = (end ?? job.totalBytes ?? Number.POSITIVE_INFINITY) - at
    asked += Math.min(SOCKET_BYTES, Math.max(0, left))
  }
  return asked
}

export function committedOf(job: FileJob): number {
  return coveredBytes(job.committed)
}

export function verifiedOf(job: FileJob): number {
  return job.published?.size ?? job.blocks?.verifiedBytes ?? job.digest?.hashedBytes ?? job.checkedBytes()
}

/** Takes note of bytes that are in the file now. */
export function noteWritten(job: FileJob, start: number, end: number, source?: Source): void {
  if (source !== undefined && job.file.blocks !== null && job.sources.length > 1)
    job.origins.push({ start, end, source })
  job.written = addInterval(job.written, start, end)
  job.digest?.advance(frontier(job.written))
  job.blocks?.look()
}

export function worthOf(job: FileJob, ranges: Intervals): FileWorth {
  const source = lastingSource(job)
  return {
    totalBytes: job.totalBytes,
    validator: source.validator,
    sha256: job.sha256,
    source: sourceOf(job.file),
    ...(source === job.sources[0] ? {} : { from: placeOf(source.url) }),
    ranges,
    published: job.published,
  }
}
