import { areRangesIgnored, noteIgnored } from '../../core/ignored-ranges.js'
import { DEFAULT_RETRY } from '../../core/retry.js'
import type { Clock } from '../../ports/clock.js'
import type { HttpResponse } from '../../ports/http.js'
import type { Claim, FileJob } from './file-job.js'
import type { Run } from './run.js'
import { isProvable, restSource } from './sources.js'

/**
 * Lets the whole file in place of a range pass, so that what is here of it stays: one server of many may know nothing of ranges, or not for
 * a moment. Another source is asked, or the same one after a pause; where ranges are ignored again and again, all of the file is asked for,
 * and what is here of it is skipped.
 */
export async function passOver(
  run: Run,
  job: FileJob,
  claim: Claim,
  response: HttpResponse,
  signal: AbortSignal,
): Promise<void> {
  response.discard()
  const { clock } = run.host.platform
  const nowMs = clock.elapsed()
  if (job.sources.length > 1 && isProvable(job) && restSource(job, claim.source, nowMs)) return
  const policy = { ...DEFAULT_RETRY, ...run.host.options.retry, attempts: null }
  job.ignoredRanges = noteIgnored(job.ignoredRanges, claim.askedAtMs, nowMs, policy)
  if (areRangesIgnored(job.ignoredRanges, response.headers['accept-ranges'])) job.acceptsRanges = false
  else await pause(clock, job.ignoredRanges.untilMs - nowMs, signal)
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const cancel = clock.setTimer(ms, () => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    })
    function onAbort(): void {
      cancel()
      reject(signal.reason)
    }
    signal.addEventListener('abort', onAbort, { once: true })
  })
}
