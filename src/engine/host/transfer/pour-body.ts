import { EngineError } from '../../core/errors.js'
import { displayUrl } from '../../core/url.js'
import type { HttpResponse } from '../../ports/http.js'
import type { BytesVerdict } from './accept-response.js'
import type { Claim, FileJob } from './file-job.js'
import type { Run } from './run.js'

/** Streams the body until the claim is filled, or what is left of it has gone to another lane. */
export async function pourBody(
  run: Run,
  job: FileJob,
  claim: Claim,
  verdict: BytesVerdict,
  response: HttpResponse,
  push: (chunk: Uint8Array, isLent: boolean) => Promise<void> | undefined,
): Promise<void> {
  const { clock } = run.host.platform
  const { epoch } = job
  const promised = verdict.kind === 'part' ? verdict.end : job.totalBytes
  claim.at = verdict.kind === 'part' ? verdict.start : 0
  let isOver = false

  function stop(): undefined {
    isOver = true
    response.discard()
  }

  function take(chunk: Uint8Array, isLent: boolean): Promise<void> | undefined {
    if (job.epoch !== epoch) {
      noteUnused(run, chunk.length)
      return stop()
    }
    const room = (promised ?? Number.POSITIVE_INFINITY) - claim.at
    if (chunk.length > room && verdict.kind === 'whole') throw tooLong(claim.source.url)
    const wanted = Math.min(room, (claim.end ?? Number.POSITIVE_INFINITY) - claim.at)
    const kept = chunk.length > wanted ? chunk.subarray(0, Math.max(0, wanted)) : chunk
    claim.at += kept.length
    claim.pace.note(claim.at - claim.start, clock.elapsed())
    noteUnused(run, chunk.length - kept.length)
    const pushed = kept.length > 0 ? push(kept, isLent) : undefined
    if (claim.end !== null && claim.at >= claim.end && claim.at !== promised) stop()
    return pushed
  }

  const { body } = response
  if ('pour' in body) await body.pour((chunk) => take(chunk, true))
  else
    for await (const chunk of body) {
      const taken = take(chunk, false)
      if (taken !== undefined) await taken
      if (isOver) break
    }
  if (isOver) return
  const end = promised === null ? null : Math.min(promised, claim.end ?? promised)
  if (job.epoch !== epoch) return
  if (end !== null && claim.at < end) throw tooShort(claim.source.url, end - claim.at)
  if (end !== null) return
  // An empty file is told to be one, by a length of 0 or by its digest; an answer that just ends is none.
  if (claim.at === 0 && job.sha256 === null) throw nothing(claim.source.url)
  job.totalBytes = claim.at
}

/** What came off the wire and is of no use. */
export function noteUnused(run: Run, bytes: number): void {
  run.fetchedBytes += bytes
  run.wastedBytes += bytes
}

function nothing(url: string): EngineError {
  return new EngineError(
    'bad-response',
    `${displayUrl(url)} sent nothing, and did not say that the file is empty. It is tried again.`,
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
    { retryable: true },
  )
}
