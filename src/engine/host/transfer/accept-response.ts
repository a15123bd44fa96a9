import { EngineError } from '../../core/errors.js'
import { judgeResponse, type Verdict } from '../../core/response.js'
import { retryAfterMs } from '../../core/retry-after.js'
import { displayUrl } from '../../core/url.js'
import { isOtherVersion } from '../../core/validator.js'
import type { HttpResponse } from '../../ports/http.js'
import type { Claim, FileJob } from './file-job.js'
import type { OpenedSource } from './open-source.js'
import { resetJob, startDigest } from './part-state.js'
import type { Run } from './run.js'
import { isMixable, isProvable, learnValidator } from './sources.js'

/** As many ranges in a row may be answered with the whole file before no more are asked for. */
const MOST_IGNORED = 3

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
): Promise<Accepted | null> {
  const verdict = judge(run, job, claim, opened.response)
  if (verdict.kind === 'unsized') {
    job.acceptsRanges = false
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
    if (isPassing(job, claim, verdict)) return null
    await restart(run, job, claim)
  }
  if (total !== null) job.totalBytes = total
  learnDigest(run, job, opened.sha256)
  if (verdict.kind === 'end') {
    job.isProven = true
    return null
  }
  if (verdict.kind === 'part') job.ignoredRanges = 0
  else {
    job.acceptsRanges = false
    claim.end = null
  }
  // Asked for before the length was known: nobody shall take over what is beyond it.
  if (claim.end !== null && verdict.totalBytes !== null) claim.end = Math.min(claim.end, verdict.totalBytes)
  learnValidator(claim.source, verdict.validator)
  job.from = claim.source
  job.isProven = true
  run.report('prepared')
  return { verdict, epoch: job.epoch }
}

/**
 * Whether the whole file in place of a part is let pass, and asked for again: one server of many may know nothing of ranges, or not for a
 * moment, and what is here of the same version is not thrown away for it.
 */
function isPassing(job: FileJob, { source }: Claim, { totalBytes, validator }: BytesVerdict): boolean {
  const isSame = validator.etag !== null && validator.etag === source.validator.etag
  const isLikely = isProvable(job) && !isOtherVersion(source.validator, validator)
  if (!(isSame || isLikely) || totalBytes === null || totalBytes !== job.totalBytes) return false
  job.ignoredRanges += 1
  return job.ignoredRanges <= MOST_IGNORED
}

function judge(run: Run, job: FileJob, claim: Claim, response: HttpResponse): Verdict {
  const { status, headers } = response
  try {
    const expected = { url: claim.source.url, path: job.file.path, start: claim.start, end: claim.end }
    // A size that only the model claims is no evidence of a change: it is held against the response later.
    const totalBytes = job.isProven || job.written.length > 0 ? job.totalBytes : null
    return judgeResponse({ ...expected, totalBytes, validator: claim.source.validator }, status, headers)
  } catch (error) {
    const waitMs = retryAfterMs(headers, run.host.platform.clock.now())
    if (waitMs !== null) run.retryAfterMs.set(error as object, waitMs)
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
