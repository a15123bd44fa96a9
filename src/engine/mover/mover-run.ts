import { receivedBytes } from '../core/download-state.js'
import { EngineError, errorDataOf } from '../core/errors.js'
import type { RunInput, RunProgress } from '../core/input.js'
import type { Mover, MoverJob, MoverProgress } from './mover.js'

/** Runs one job and tells the core of it in its own terms. Never rejects. */
export async function runJob(
  mover: Mover,
  job: Omit<MoverJob, 'report'>,
  run: number,
  send: (input: RunInput) => void,
  random: () => number,
): Promise<void> {
  const { id } = job.model
  let last: RunProgress | null = null
  let phase: MoverProgress['phase'] | null = null
  /** What was here when the run began, moved down by restarts: what is above it came over the wire. */
  let foundBytes = 0

  function report(next: MoverProgress): void {
    const received = receivedBytes(next.files)
    const before = last === null ? 0 : receivedBytes(last.files)
    if (last === null) foundBytes = received
    const isRestart = last !== null && received < before
    if (isRestart) foundBytes -= before - received
    last = {
      files: next.files,
      committedBytes: next.committedBytes ?? received,
      verifiedBytes: next.verifiedBytes ?? 0,
      fetchedBytes: job.task === 'fetch' ? received - foundBytes : 0,
      wastedBytes: isRestart ? before - received + (last?.wastedBytes ?? 0) : (last?.wastedBytes ?? 0),
      connections: next.connections ?? (next.phase === 'fetch' ? 1 : 0),
    }
    // The last word of a run that is told to stop goes with its end.
    if (job.signal.aborted) return
    if (phase === null && next.phase === 'fetch') send({ type: 'prepared', id, run, progress: last })
    else if (isRestart) send({ type: 'restarted', id, run, progress: last })
    if (phase !== 'verify' && next.phase === 'verify') send({ type: 'verifying', id, run, progress: last })
    else send({ type: 'progress', id, run, progress: last })
    phase = next.phase
  }

  try {
    const { unverified } = await mover.move({ ...job, report })
    if (job.signal.aborted && last === null) return send({ type: 'parked', id, run, progress: null })
    send({ type: 'completed', id, run, progress: whole(await finalFiles(mover, job, last)), unverified })
  } catch (thrown) {
    if (job.signal.aborted) return send({ type: 'parked', id, run, progress: last })
    const what = `Something unexpected stopped the download of model "${id}". Try again.`
    const error = errorDataOf(thrown, 'network', what)
    send({ type: 'failed', id, run, progress: last, error, retryAfterMs: null, random: random() })
  }
}

/** The last word on the files of a model that is usable. */
async function finalFiles(mover: Mover, job: Omit<MoverJob, 'report'>, last: RunProgress | null): Promise<RunProgress> {
  const { files, status } = await mover.look(job.model)
  if (status !== 'available')
    throw new EngineError(
      'storage-io',
      `Model "${job.model.id}" was said to be complete, but it is not there. Download it again.`,
    )
  const rest = last ?? { committedBytes: 0, verifiedBytes: 0, fetchedBytes: 0, wastedBytes: 0, connections: 0, files }
  return { ...rest, files }
}

function whole(progress: RunProgress): RunProgress {
  const received = receivedBytes(progress.files)
  return { ...progress, committedBytes: received, verifiedBytes: received, connections: 0 }
}
