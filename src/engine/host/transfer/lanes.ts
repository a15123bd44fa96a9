import { EngineError, isEngineError } from '../../core/errors.js'
import {
  forgiveLanes,
  hearAnswer,
  type LaneControl,
  MOST_LANES,
  refuseLanes,
  startLanes,
  stepLanes,
} from '../../core/lane-control.js'
import type { PlanContext } from '../../core/plan.js'
import { doWork, hasWork } from './lane-work.js'
import { askedWaitMs, type Run } from './run.js'
import { chooseSource } from './sources.js'

/** Lanes to begin with, where there are many small files: each costs a round trip, whatever the speed. */
const LANES_FOR_MANY = 6
const PAUSE_AFTER_FAILURE_MS = 1_000

/** The lanes of one run: each takes the next piece of work until none is left. */
export interface Lanes {
  /** Settles when every file is in its place; rejects with the error that ended the last lane, or with a lasting one. */
  readonly done: Promise<void>
  /** To be called a few times a second: looks whether more lanes would help. */
  tick(): void
  /** To be called when an answer was found good: from then on others may fetch beside the one that got it. */
  answered(): void
}

export function startRunLanes(run: Run): Lanes {
  const { clock } = run.host.platform
  const { bandwidth } = run.host
  const useful = Math.min(run.jobs.length, LANES_FOR_MANY, bandwidth.mostLanes() ?? LANES_FOR_MANY)
  let setting = run.host.settings().connections
  let control: LaneControl = lanesFor(setting, useful)
  let bytesPerSecond: number | null = null
  let failure: { readonly error: unknown } | null = null
  let alive = 0
  let isAnswered = false
  /** Once the run has heard of the end, nothing more is asked for: it goes on by other means, or closes its files. */
  let isOver = false
  let noNewBeforeMs = 0
  let finish: () => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    finish = resolve
  })

  function lanesFor(wanted: typeof setting, found: number): LaneControl {
    const { fastConnectionBytesPerSecond } = run.host.platform.http
    return wanted === 'auto'
      ? startLanes(found, MOST_LANES, clock.elapsed(), fastConnectionBytesPerSecond)
      : startLanes(wanted, wanted, clock.elapsed())
  }

  /** A person has changed the setting. What a lane is fetching, it fetches to its end. */
  function hearSetting(): void {
    const now = run.host.settings().connections
    if (now === setting) return
    setting = now
    control = { ...lanesFor(now, control.lanes), sampledBytes: run.fetchedBytes }
  }

  const context = (): PlanContext => ({
    lanes: Math.max(1, alive, control.lanes),
    bytesPerSecond,
    mostSegmentBytes: run.host.platform.http.mostWaitingBytes ?? null,
  })

  const limited = (): number | null => (bandwidth.isHolding(run.model.id) ? bandwidth.mostLanes() : null)

  /** A lane that has nothing under way can go: there are more than help, or another download waits for its connection. */
  const isTooMany = (): boolean =>
    alive > Math.max(1, control.lanes) || (alive > 1 && run.host.connections.isOver(hostOf(run), run))

  async function lane(release: () => void): Promise<void> {
    try {
      while (failure === null && !isTooMany() && (await doWork(run, context()))) spawn()
    } catch (error) {
      hearFailure(error)
    } finally {
      release()
      alive -= 1
      if (alive === 0) finish()
    }
  }

  function hearFailure(error: unknown): void {
    const isSpent = isEngineError(error) && error.retryable && alive > 1 && !run.signal.aborted
    if (!isSpent) endAll(error)
    else if (error.code === 'rate-limited' || error.code === 'http-status')
      control = refuseLanes(control, clock.elapsed())
    const pauseMs = Math.max(PAUSE_AFTER_FAILURE_MS, askedWaitMs(run, error) ?? 0)
    noNewBeforeMs = Math.max(noNewBeforeMs, clock.elapsed() + pauseMs)
  }

  /** What other lanes still fetch would be of no use to a person who has to act first. */
  function endAll(error: unknown): void {
    failure ??= { error }
    for (const request of run.requests) request.abort(error)
  }

  function spawn(): void {
    const isClosed = (): boolean => isOver || failure !== null || clock.elapsed() < noNewBeforeMs
    while (alive < control.lanes && !isClosed() && hasWork(run, context())) {
      const release = run.host.connections.take(hostOf(run), alive === 0, run)
      if (release === null) return
      alive += 1
      void lane(release)
    }
  }

  async function all(): Promise<void> {
    spawn()
    if (alive > 0) await ended
    isOver = true
    if (failure !== null) throw (failure as { readonly error: unknown }).error
    if (run.jobs.some((job) => job.published === null && !job.isDeferred)) {
      throw new EngineError('network', `The download of model "${run.model.id}" came to a halt. It is tried again.`)
    }
  }

  return {
    done: all(),
    answered() {
      const isFirst = !isAnswered && run.roundTripMs !== null
      if (isFirst && setting === 'auto' && limited() === null)
        control = hearAnswer(control, run.roundTripMs as number, clock.elapsed())
      isAnswered ||= isFirst
      spawn()
    },
    tick() {
      hearSetting()
      const before = control
      control = forgiveLanes(control, clock.elapsed())
      if (setting !== 'auto') control = { ...control, lanes: control.most }
      else control = stepLanes(control, run.fetchedBytes, clock.elapsed(), limited())
      const elapsed = control.sampledAtMs - before.sampledAtMs
      if (elapsed > 0)
        bytesPerSecond = ((control.sampledBytes - before.sampledBytes) * 1000) / elapsed || bytesPerSecond
      spawn()
    },
  }
}

function hostOf(run: Run): string {
  const job = run.jobs.find(({ published }) => published === null) ?? run.jobs[0]
  const url = job === undefined ? undefined : chooseSource(job, run.host.platform.clock.elapsed()).url
  return url === undefined ? '' : new URL(url).host
}
