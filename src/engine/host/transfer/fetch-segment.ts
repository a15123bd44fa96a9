import { EngineError } from '../../core/errors.js'
import { errorOfStatus } from '../../core/status-error.js'
import { displayUrl } from '../../core/url.js'
import { ifRange } from '../../core/validator.js'
import { acceptResponse } from './accept-response.js'
import type { Claim, FileJob } from './file-job.js'
import { createFill } from './fill.js'
import { type OpenedSource, openSource } from './open-source.js'
import { openJob } from './part-state.js'
import { pourBody } from './pour-body.js'
import { createRenewal } from './renewal.js'
import { noteAskedWait, type Run } from './run.js'
import { createWatchdog } from './watchdog.js'

const STALL_MS = 30_000
/** Why a request was ended whose rest another lane fetches. Not an error. */
const TAKEN_OVER: unique symbol = Symbol('taken over')

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
    run.roundTripMs ??= response.roundTripMs ?? null
    run.slowestAnswerMs = Math.max(run.slowestAnswerMs ?? 0, clock.elapsed() - claim.askedAtMs)
    watchdog.feed()
    // Bytes were thrown away meanwhile, or all of them came: what was asked for is of no use.
    const isWanted = job.epoch === asked && !job.isSettling && job.published === null
    // What is done before its bytes are taken is no silence of the server.
    watchdog.hold()
    const accepted = isWanted ? await acceptResponse(run, job, claim, opened, abort.signal) : null
    if (accepted === null) return response.discard()
    const { verdict, epoch } = accepted
    // Only now: a source that refuses leaves no empty partial behind.
    const part = await openJob(run, job)
    if (job.epoch !== epoch) return response.discard()
    watchdog.feed()
    const start = verdict.kind === 'part' ? verdict.start : 0
    const fill = createFill(run, job, part, claim.source, start, watchdog, abort.signal)
    try {
      await pourBody(run, job, claim, verdict, response, fill.take)
    } catch (error) {
      // Nothing more will come: what is here need not wait for the limit.
      abort.abort(error)
      throw error
    } finally {
      land(run, job, claim, fill.end())
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
  const { source } = claim
  const { resolved } = source
  const renewal = createRenewal(source)
  let refusal: EngineError | null = null
  try {
    const opened = await openSource(platform.http, options, {
      url: source.url,
      resolved,
      renewed: renewal.renewed,
      headers,
      signal,
      privateOrigins: run.model.privateOrigins,
    })
    // What an older link led to may have been answered late, when there is a newer one.
    if (opened.resolved !== resolved) source.resolved = opened.resolved
    refusal = refusalOf(run, opened, source.url)
    return opened
  } finally {
    renewal.end(refusal)
  }
}

function refusalOf(run: Run, { response }: OpenedSource, url: string): EngineError | null {
  const { status, headers } = response
  if (status < 400 || status === 416) return null
  const error = errorOfStatus(status, headers, url)
  noteAskedWait(run, error, headers)
  return error
}

function stalled(url: string, patienceMs: number): EngineError {
  return new EngineError(
    'stalled',
    `Nothing came from ${displayUrl(url)} for ${Math.round(patienceMs / 1000)} seconds. It is tried again; what is here stays.`,
  )
}
