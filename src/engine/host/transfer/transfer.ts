import type { RunProgress } from '../../core/input.js'
import type { Model } from '../../core/model.js'
import { modelFolder } from '../../core/safe-path.js'
import type { Task } from '../../core/task.js'
import { NO_TRAFFIC } from '../../core/traffic.js'
import type { Version } from '../../core/version.js'
import type { HostContext } from '../context.js'
import { adoptFiles } from './adopt-files.js'
import { createCommitter } from './committer.js'
import type { FileJob } from './file-job.js'
import { createFileJob } from './file-job.js'
import { type Lanes, startRunLanes } from './lanes.js'
import { closeJob } from './part-state.js'
import { createWatch } from './progress-watch.js'
import { askedWaitMs, progressOf, type Run, type RunReport } from './run.js'
import { remainingBytes } from './settle-job.js'
import { shareFiles, takeDeferred } from './share.js'
import { takeOver } from './take-over.js'
import { takeStock } from './take-stock.js'
import { verifyFiles } from './verify-files.js'

/** How a run ended. */
export type Outcome =
  | { readonly type: 'completed'; readonly progress: RunProgress; readonly unverified: boolean }
  | { readonly type: 'parked'; readonly progress: RunProgress }
  | { readonly type: 'damaged'; readonly progress: RunProgress }
  | {
      readonly type: 'failed'
      readonly progress: RunProgress
      readonly error: unknown
      readonly retryAfterMs: number | null
    }

/**
 * One run of one download: looks at what is on disk, fetches the rest, proves it, gives it its name.
 * Never rejects. However it ends, what was received is committed and every handle is closed.
 */
export async function transfer(
  { store, ...rest }: HostContext,
  model: Model,
  version: Version,
  task: Task,
  signal: AbortSignal,
  onReport: (what: RunReport, progress: RunProgress) => void,
): Promise<Outcome> {
  // What this run still writes when another version has taken its place is not of that one.
  const host: HostContext = { ...rest, store: store.at(version.generation) }
  const folder = modelFolder(model.id, version.generation)
  const jobs = model.files.map((file) => createFileJob(file, folder))
  for (const source of jobs.flatMap(({ sources }) => sources))
    source.restsUntilMs = host.sources.restsUntilMs(source.url)
  const before = host.store.get(model.id)?.traffic ?? NO_TRAFFIC
  const committer = createCommitter(host.platform.clock, host.store, model.id, jobs, () => ({
    fetchedBytes: before.fetchedBytes + run.fetchedBytes,
    wastedBytes: before.wastedBytes + run.wastedBytes,
  }))
  // What does not ask a server has nothing to be prepared.
  let isPrepared = task.type !== 'fetch'
  const report = (what: RunReport): void => {
    if (what === 'prepared') lanes?.answered()
    // Bytes of several files begin to move more than once; the core hears of it once.
    if (what === 'prepared' && isPrepared) return
    if (what !== 'progress') isPrepared = what !== 'restarted'
    onReport(what, progressOf(run))
  }
  const run: Run = {
    host,
    model,
    jobs,
    committer,
    signal,
    report,
    requests: new Set(),
    landing: new Set(),
    writeFailure: null,
    fetchedBytes: 0,
    wastedBytes: 0,
    roundTripMs: null,
    slowestAnswerMs: null,
    retryAfterMs: new WeakMap(),
  }
  // One listener however many requests there are.
  const onStop = (): void => {
    for (const request of run.requests) request.abort(signal.reason)
    for (const job of jobs) job.digest?.abort()
  }
  signal.addEventListener('abort', onStop)
  let release: (() => void) | null = null
  let lanes: Lanes | null = null
  const watch = createWatch(host.platform.clock, () => {
    if (isPrepared) report('progress')
    committer.note()
    lanes?.tick()
  })
  try {
    if (task.type === 'verify') {
      if (await verifyFiles(run)) return { type: 'damaged', progress: progressOf(run) }
    } else {
      if (version.installed !== null) await takeOver(run, version.installed)
      await takeStock(run)
    }
    if (task.type === 'adopt') await adoptFiles(run, task)
    if (task.type === 'fetch') {
      await shareFiles(run)
      do {
        release?.()
        release = await host.space.claim(model.id, () => remainingBytes(jobs))
        lanes = startRunLanes(run)
        await lanes.done
      } while (await takeDeferred(run))
    }
    await committer.commit()
    return {
      type: 'completed',
      progress: progressOf(run),
      unverified: jobs.some((job) => job.published?.verified !== true),
    }
  } catch (error) {
    const lost = await commitAndClose(run)
    const progress = progressOf(run)
    if (signal.aborted) return { type: 'parked', progress }
    return {
      type: 'failed',
      progress,
      error: lost ?? error,
      retryAfterMs: lost === null ? askedWaitMs(run, error) : null,
    }
  } finally {
    watch.stop()
    for (const job of jobs) host.digests.release(job)
    signal.removeEventListener('abort', onStop)
    release?.()
  }
}

/** Gives the error of a commit that failed, for it is the graver one. */
async function commitAndClose(run: Run): Promise<unknown> {
  await Promise.all(run.landing)
  let lost: unknown = null
  await run.committer.commit().catch((error: unknown) => {
    lost = error
  })
  await Promise.all(run.jobs.map((job: FileJob) => closeJob(job).catch(() => undefined)))
  return lost
}
