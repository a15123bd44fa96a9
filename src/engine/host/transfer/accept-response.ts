import { EngineError } from '../../core/errors.js'
import { NONE_IGNORED } from '../../core/ignored-ranges.js'
import { missingIntervals } from '../../core/intervals.js'
import { judgeResponse, type Verdict } from '../../core/response.js'
import { displayUrl } from '../../core/url.js'
import { isOtherVersion } from '../../core/validator.js'
import type { HttpResponse } from '../../ports/http.js'
import type { Claim, FileJob } from './file-job.js'
import { isLeftAlone } from './leave-alone.js'
import type { OpenedSource } from './open-source.js'
import { resetJob, startDigest } from './part-state.js'
import { passOver } from './pass-over.js'
import { noteAskedWait, type Run } from './run.js'
import { isMixable, isProvable, learnValidator, restSource } from './sources.js'

/** A verdict that comes with bytes. */
export type BytesVerdict = Exclude<Verdict, { kind: 'end' | 'changed' | 'unsized' }>

/** A response whose bytes are taken, as long as the job is in that epoch. */
export interface Accepted {
  readonly verdict: BytesVerdict
  readonly epoch: number
}

/** Takes a response for what it is worth; null where there are no bytes to take. */
export async function acceptResponse(
  run: Run,
  job: FileJob,
  claim: Claim,
  opened: OpenedSource,
  signal: AbortSignal,
): Promise<Accepted | null> {
  let verdict = judge(run, job, claim, opened.response)
  if (verdict.kind === 'unsized') {
    if (isForAll(claim)) throw unsized(claim)
    job.acceptsRanges = false
    return null
  }
  if (isLeftAlone(run, job, claim.source, opened.response)) {
    restSource(job, claim.source, run.host.platform.clock.elapsed())
    return null
  }
  const total = verdict.kind === 'changed' ? null : verdict.totalBytes
  // Before a byte is thrown away for it.
  if (total !== null) checkTotal(job, claim, total)
  const isOtherDigest =
    job.file.sha256 === null && job.sha256 !== null && opened.sha256 !== null && job.sha256 !== opened.sha256
  const isOther = isOtherDigest || (verdict.kind === 'part' && !isMixable(job, claim.source, verdict.validator))
  if (verdict.kind === 'changed' || (isOther && verdict.kind !== 'whole')) {
    await restart(run, job, claim)
    return null
  }
  // Also where nothing has come yet: the whole file, and a part for another lane, would be written and counted twice.
  const isAlone = job.written.length === 0 && job.pendingBytes === 0 && job.claims.size === 1
  if (verdict.kind === 'whole' && !isAlone) {
    if (isOther || !isOfOneVersion(job, claim, verdict)) await restart(run, job, claim)
    else if (!isForAll(claim)) {
      const part = firstPart(claim, verdict)
      if (part === null) {
        await passOver(run, job, claim, opened.response, signal)
        return null
      }
      verdict = part
    }
  }
  if (total !== null) job.totalBytes = total
  learnDigest(run, job, opened.sha256)
  if (verdict.kind === 'end') {
    job.isProven = true
    return null
  }
  if (opened.response.status === 206) job.ignoredRanges = NONE_IGNORED
  if (verdict.kind === 'whole') {
    job.acceptsRanges = false
    claim.end = null
  }
  // What is here already is not taken a second time.
  if (claim.end === null && job.written.length > 0)
    claim.end =
      missingIntervals(job.written, claim.start, verdict.totalBytes ?? Number.MAX_SAFE_INTEGER).at(-1)?.[1] ?? null
  // Asked for before the length was known: nobody shall take over what is beyond it.
  if (claim.end !== null && verdict.totalBytes !== null) claim.end = Math.min(claim.end, verdict.totalBytes)
  learnValidator(claim.source, verdict.validator)
  run.host.sources.answered(claim.source.url)
  job.from = claim.source
  job.isProven = true
  run.report('prepared')
  return { verdict, epoch: job.epoch }
}

/** Whether all of the file was asked for. */
function isForAll({ start, end }: Claim): boolean {
  return start === 0 && end === null
}

/** Whether the whole file is as far as anybody can tell the one that parts of are here. */
function isOfOneVersion(job: FileJob, { source }: Claim, { totalBytes, validator }: BytesVerdict): boolean {
  if (totalBytes !== job.totalBytes) return false
  if (validator.etag !== null && validator.etag === source.validator.etag) return true
  return totalBytes !== null && isProvable(job) && !isOtherVersion(source.validator, validator)
}

/** The whole file as the part of it that was asked for; null where that begins elsewhere. */
function firstPart({ start }: Claim, { totalBytes, validator }: BytesVerdict): BytesVerdict | null {
  if (start > 0 || totalBytes === null) return null
  return { kind: 'part', start: 0, end: totalBytes, totalBytes, validator }
}

function judge(run: Run, job: FileJob, claim: Claim, response: HttpResponse): Verdict {
  const { status, headers } = response
  try {
    const expected = { url: claim.source.url, path: job.file.path, start: claim.start, end: claim.end }
    // A size that only the model claims is no evidence of a change: it is held against the response later.
    const totalBytes = job.isProven || job.written.length > 0 ? job.totalBytes : null
    return judgeResponse({ ...expected, totalBytes, validator: claim.source.validator }, status, headers)
  } catch (error) {
    noteAskedWait(run, error as object, headers)
    response.discard()
    throw error
  }
}

async function restart(run: Run, job: FileJob, claim: Claim): Promise<void> {
  job.restarts += 1
  for (const other of job.claims) if (other !== claim) other.cancel()
  await resetJob(run, job)
  if (job.restarts > 3) {
    throw new EngineError(
      'source-changed',
      `${displayUrl(claim.source.url)} keeps changing while it is downloaded. Try again later, or give a URL of a fixed version.`,
    )
  }
}

/** Takes a server's word for the digest where the model has none: it finds a broken download, if not a forged one. */
function learnDigest(run: Run, job: FileJob, sha256: string | null): void {
  if (job.sha256 !== null || sha256 === null) return
  job.sha256 = sha256
  startDigest(run, job)
}

function checkTotal(job: FileJob, claim: Claim, totalBytes: number): void {
  if (job.file.size !== null && totalBytes !== job.file.size) {
    throw new EngineError(
      'size-mismatch',
      `${displayUrl(claim.source.url)} has ${totalBytes} bytes, but the model says ${job.file.size}. It is not the file that was meant: check the URL and the size.`,
      // A busy service, or a mirror that is just being filled, says such a thing once.
      { retryable: true },
    )
  }
}

function unsized({ source }: Claim): EngineError {
  return new EngineError(
    'bad-response',
    `${displayUrl(source.url)} sends a part of the file and does not say how long it is, so that nobody could tell its end. It is tried again; give another URL if this stays.`,
  )
}
