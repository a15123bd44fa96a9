import { EngineError } from '../../core/errors.js'
import type { Task } from '../../core/task.js'
import { placesToAdopt } from '../places-to-adopt.js'
import type { Run } from './run.js'
import { isIncomingRight, settleIncoming } from './share.js'

/**
 * Takes over the files that are not here yet. Each is brought under a name of its own and proved there, so that nobody can change
 * it between the proof and its final name.
 *
 * @throws EngineError `checksum-mismatch`; what the user has stays as it is.
 */
export async function adoptFiles(run: Run, task: Extract<Task, { type: 'adopt' }>): Promise<void> {
  const { incoming } = run.host.platform.files
  const places = await placesToAdopt(incoming, run.model, task.location)
  if (incoming === undefined) return
  for (const [at, job] of run.jobs.entries()) {
    if (job.published !== null) continue
    const place = places[at] as string
    try {
      await incoming.bring(place, job.ref, { link: task.link, signal: run.signal })
      const found = await incoming.look(place)
      const size = job.file.size ?? (found.kind === 'file' ? found.size : 0)
      run.report('verifying')
      if (!(await isIncomingRight(run, job, size))) throw another(run.model.id, place)
      await settleIncoming(run, job, incoming, size)
    } catch (error) {
      job.checkedBytes = () => 0
      await incoming.drop(job.ref).catch(() => undefined)
      throw error
    }
  }
}

function another(id: string, place: string): EngineError {
  return new EngineError(
    'checksum-mismatch',
    `${place} is not the file of model "${id}": its sha256 is another. It was left as it is. Choose another file, or download the model.`,
    { action: null },
  )
}
