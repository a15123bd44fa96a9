import { EngineError } from '../../core/errors.js'
import { judgeResponse, type Verdict } from '../../core/response.js'
import { retryAfterMs } from '../../core/retry-after.js'
import { displayUrl } from '../../core/url.js'
import { ifRange } from '../../core/validator.js'
import type { HttpResponse } from '../../ports/http.js'
import type { Claim, FileJob } from './file-job.js'
import { type OpenedSource, openSource } from './open-source.js'
import { openJob, resetJob, startDigest } from './part-state.js'
import { createPartWriter } from './part-writer.js'
import type { Run } from './run.js'
import { isMixable, learnValidator } from './sources.js'
import { createWatchdog } from './watchdog.js'

const STALL_MS = 30_000
/** Why a request was ended whose rest another lane fetches. Not an error. */
const TAKEN_OVER: unique symbol = Symbol('taken over')

type Bytes = Exclude<Verdict, { kind: 'end' | 'changed' }>
type Push = (chunk: Uint8Array) => Promise<void> | void

/**
 * Fetches one claimed range. Settles when its bytes have come, or turned out to be worth nothing; the last of them are still
 * being written then (`run.landing`), so that the next request need not wait for the disk. The claim ends when they are.
 */
export async function fetchSegment(run: Run, job: FileJob, claim: Claim): Promise<void> {
  const abort = new AbortController()
  run.requests.add(abort)
  const { clock } = run.host.platform
  const patienceMs = run.host.options.stallTimeoutMs ?? STALL_MS
  const { url } = claim.source
  const watchdog = createWatchdog(clock, patienceMs, () => abort.abort(stalled(url, patienceMs)))
  claim.cancel = () => abort.abort(TAKEN_OVER)
  try {
    run.signal.throwIfAborted()
    const asked = job.epoch
    const opened = await request(run, job, claim, abort.signal)
    const { response } = opened
    watchdog.feed()
    // Bytes were thrown away meanwhile: what was asked for with them in mind is of no use.
    const accepted = job.epoch === asked ? await accept(run, job, claim, opened) : null
    if (accepted === null) return response.discard()
    const { verdict, epoch } = accepted
    // Only now: a source that refuses leaves no empty partial behind.
    const part = await openJob(run, job)
    if (job.epoch !== epoch) return response.discard()
    const writer = createPartWriter(run, job, part, verdict.kind === 'part' ? verdict.start : 0, claim.source)
    try {
      await pour(run, job, claim, verdict, response, (chunk) => {
        watchdog.feed()
        return writer.push(chunk)
      })
    } finally {
      land(run, job, claim, writer.end())
    }
  } catch (error) {
    if (error !== TAKEN_OVER) throw error
  } finally {
    watchdog.stop()
    run.requests.delete(abort)
  }
}

function land(run: Run, job: FileJob, claim: Claim, writing: Promise<void>): void {
  const landing = writing
    .catch((error: unknown) => {
      run.writeFailure ??= { error }
    })
    .finally(() => {
      run.landing.delete(landing)
      job.claims.delete(claim)
    })
  claim.isLanding = true
  run.landing.add(landing)
}

async function request(run: Run, job: FileJob, claim: Claim, signal: AbortSignal): Promise<OpenedSource> {
  const range = `bytes=${claim.start}-${claim.end === null ? '' : claim.end - 1}`
  const condition = job.written.length > 0 || job.isProven ? ifRange(claim.source.validator) : null
  const headers: Record<string, string> = claim.end === null && claim.start === 0 ? {} : { range }
  if (condition !== null && headers.range !== undefined) headers['if-range'] = condition
  const { platform, options } = run.host
  const opened = await openSource(platform.http, options, {
    url: claim.source.url,
    resolved: claim.source.resolved,
    headers,
    signal,
  })
  claim.source.resolved = opened.resolved
  return opened
}

/** A response whose bytes are taken, as long as the job is in that epoch. */
interface Accepted {
  readonly verdict: Bytes
  readonly epoch: number
}

/** Takes a response for what it is worth; null where there are no bytes to take. */
async function accept(run: Run, job: FileJob, claim: Claim, opened: OpenedSource): Promise<Accepted | null> {
  const verdict = judge(run, job, claim, opened.response)
  const isOtherDigest =
    job.file.sha256 === null && job.sha256 !== null && opened.sha256 !== null && job.sha256 !== opened.sha256
  const isOther = isOtherDigest || (verdict.kind === 'part' && !isMixable(job, claim.source, verdict.validator))
  if (verdict.kind === 'changed' || (isOther && verdict.kind !== 'whole')) {
    await restart(run, job, claim)
    return null
  }
  // Also where nothing has come yet: the whole file, and a part for another lane, would be written and counted twice.
  const isAlone = job.written.length === 0 && job.pendingBytes === 0 && job.claims.size === 1
  if (verdict.kind === 'whole' && !isAlone) await restart(run, job, claim)
  if (verdict.totalBytes !== null) learnTotal(job, claim, verdict.totalBytes)
  learnDigest(run, job, opened.sha256)
  if (verdict.kind === 'end') {
    job.isProven = true
    return null
  }
  if (verdict.kind === 'whole') {
    job.acceptsRanges = false
    claim.end = null
  }
  learnValidator(claim.source, verdict.validator)
  job.from = claim.source
  job.isProven = true
  run.report('prepared')
  return { verdict, epoch: job.epoch }
}

function judge(run: Run, job: FileJob, claim: Claim, response: HttpResponse): Verdict {
  const { status, headers } = response
  try {
    const expected = { url: claim.source.url, path: job.file.path, start: claim.start, end: claim.end }
    // A size that only the model claims is no evidence of a change: it is held against the response later.
    const totalBytes = job.isProven || job.written.length > 0 ? job.totalBytes : null
    return judgeResponse({ ...expected, totalBytes, validator: claim.source.validator }, status, headers)
  } catch (error) {
    run.retryAfterMs = retryAfterMs(headers, run.host.platform.clock.now())
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

/** Streams the body until the claim is filled, or what is left of it has gone to another lane. */
async function pour(
  run: Run,
  job: FileJob,
  claim: Claim,
  verdict: Bytes,
  response: HttpResponse,
  push: Push,
): Promise<void> {
  const { clock } = run.host.platform
  const { epoch } = job
  const promised = verdict.kind === 'part' ? verdict.end : job.totalBytes
  claim.at = verdict.kind === 'part' ? verdict.start : 0
  for await (const chunk of response.body) {
    if (job.epoch !== epoch) return response.discard()
    claim.latestAtMs = clock.now()
    claim.firstAtMs ??= claim.latestAtMs
    const room = (promised ?? Number.POSITIVE_INFINITY) - claim.at
    if (chunk.length > room && verdict.kind === 'whole') throw tooLong(claim.source.url)
    const wanted = Math.min(room, (claim.end ?? Number.POSITIVE_INFINITY) - claim.at)
    const kept = chunk.length > wanted ? chunk.subarray(0, Math.max(0, wanted)) : chunk
    claim.at += kept.length
    const pushed = kept.length > 0 ? push(kept) : undefined
    if (pushed !== undefined) await pushed
    if (claim.end !== null && claim.at >= claim.end && claim.at !== promised) return response.discard()
  }
  const end = promised === null ? null : Math.min(promised, claim.end ?? promised)
  if (job.epoch !== epoch) return
  if (end !== null && claim.at < end) throw tooShort(claim.source.url, end - claim.at)
  if (end === null) job.totalBytes = claim.at
}

/** Takes a server's word for the digest where the model has none: it finds a broken download, if not a forged one. */
function learnDigest(run: Run, job: FileJob, sha256: string | null): void {
  if (job.sha256 !== null || sha256 === null) return
  job.sha256 = sha256
  startDigest(run, job)
}

function learnTotal(job: FileJob, claim: Claim, totalBytes: number): void {
  if (job.file.size !== null && totalBytes !== job.file.size) {
    throw new EngineError(
      'size-mismatch',
      `${displayUrl(claim.source.url)} has ${totalBytes} bytes, but the model says ${job.file.size}. It is not the file that was meant: check the URL and the size.`,
    )
  }
  job.totalBytes = totalBytes
}

function stalled(url: string, patienceMs: number): EngineError {
  return new EngineError(
    'stalled',
    `Nothing came from ${displayUrl(url)} for ${Math.round(patienceMs / 1000)} seconds. It is tried again; what is here stays.`,
  )
}

function tooShort(url: string, missing: number): EngineError {
  return new EngineError(
    'size-mismatch',
    `${displayUrl(url)} stopped ${missing} bytes early. What came is kept, the rest is asked for again.`,
    {
      retryable: true,
      action: 'retry',
    },
  )
}

function tooLong(url: string): EngineError {
  return new EngineError(
    'size-mismatch',
    `${displayUrl(url)} sends more bytes than the model has. It is not the file that was meant: check the URL and the size.`,
  )
}
