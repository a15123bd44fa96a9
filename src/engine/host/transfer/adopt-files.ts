import { EngineError } from '../../core/errors.js'
import { coveredBytes } from '../../core/intervals.js'
import type { Task } from '../../core/task.js'
import type { Incoming } from '../../ports/files.js'
import { nothingThere, placesToAdopt } from '../places-to-adopt.js'
import type { FileJob } from './file-job.js'
import type { Run } from './run.js'
import { isIncomingRight, settleIncoming } from './share.js'

type Adoption = Extract<Task, { type: 'adopt' }>

/**
 * Takes over the files that are not here yet. Each is brought under a name of its own and proved there, so that nobody can change
 * it between the proof and its final name.
 *
 * @throws EngineError `checksum-mismatch`, `disk-full`; what the user has stays as it is.
 */
export async function adoptFiles(run: Run, task: Adoption): Promise<void> {
  const { incoming } = run.host.platform.files
  const places = await placesToAdopt(incoming, run.model, task.location)
  if (incoming === undefined) return
  const room = createRoom(run)
  try {
    for (const [at, job] of run.jobs.entries()) {
      if (job.published === null) await adoptFile(run, job, places[at] as string, task, incoming, room)
    }
  } finally {
    room.release()
  }
}

async function adoptFile(
  run: Run,
  job: FileJob,
  place: string,
  { link }: Adoption,
  incoming: Incoming,
  room: Room,
): Promise<void> {
  const onBytes = (bytes: number): void => {
    room.copied.set(job, bytes)
    job.pendingBytes = Math.max(0, bytes - coveredBytes(job.written))
  }
  try {
    // Before it is brought: the one that was looked at may be gone afterwards.
    const found = await incoming.look(place)
    if (found.kind !== 'file') throw nothingThere(run.model, place)
    const size = job.file.size ?? found.size
    job.totalBytes = size
    await incoming.bring(place, job.ref, { link, signal: run.signal, onCopy: room.ask, onBytes })
    run.report('verifying')
    if (!(await isIncomingRight(run, job, size))) throw another(run.model.id, place)
    await settleIncoming(run, job, incoming, size)
    job.pendingBytes = 0
  } catch (error) {
    job.checkedBytes = () => 0
    await incoming.drop(job.ref).catch(() => undefined)
    const isTakenBack = job.pendingBytes > 0
    job.pendingBytes = 0
    // Who is stopped goes on later, and what was shown is made good then.
    if (isTakenBack && !run.signal.aborted) run.report('restarted')
    throw error
  }
}

/** Room on the disk for copies: one that fills it would take the downloads that run down with it. */
interface Room {
  readonly copied: Map<FileJob, number>
  /** Speaks for all that is to be copied, once it turns out that copies have to be made. */
  readonly ask: () => Promise<void>
  release(): void
}

function createRoom({ host, model, jobs }: Run): Room {
  const copied = new Map<FileJob, number>()
  let release: (() => void) | null = null
  const remaining = (): number =>
    jobs
      .filter(({ published }) => published === null)
      .reduce((sum, job) => sum + Math.max(0, (job.totalBytes ?? 0) - (copied.get(job) ?? 0)), 0)
  return {
    copied,
    async ask() {
      release ??= await host.space.claim(model.id, remaining)
    },
    release: () => release?.(),
  }
}

function another(id: string, place: string): EngineError {
  return new EngineError(
    'checksum-mismatch',
    `${place} is not the file of model "${id}": its sha256 is another. It was left as it is. Choose another file, or download the model.`,
    { action: null },
  )
}
