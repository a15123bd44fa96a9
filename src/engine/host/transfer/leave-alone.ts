import { validatorOf } from '../../core/validator.js'
import type { HttpResponse } from '../../ports/http.js'
import { type FileJob, receivedOf } from './file-job.js'
import type { Run } from './run.js'
import { isMixable, type Source } from './sources.js'

/** So often in a row, with waits in between, a source has to fail before its bytes are given up for those of a mirror. */
const FAILURES_TO_LEAVE = 3

/**
 * Whether an answer is left alone, because it is of another version than the bytes that are here, or nothing could tell it from one, and
 * the source that those are of may well be there again soon.
 */
export function isLeftAlone(run: Run, job: FileJob, source: Source, { headers }: HttpResponse): boolean {
  const { from } = job
  if (from === null || receivedOf(job) === 0 || isMixable(job, source, validatorOf(headers))) return false
  return run.host.sources.failures(from.url) < FAILURES_TO_LEAVE
}
