import { expect } from 'vitest'
import type { Download } from '../../../src/engine/core/download.js'
import type { Input } from '../../../src/engine/core/input.js'
import { type Projection, project } from '../../../src/engine/core/project.js'
import { INITIAL_SNAPSHOT } from '../../../src/engine/core/snapshot.js'
import { initialState } from '../../../src/engine/core/state.js'
import { FakeHost, type FakeRun, FILE_BYTES, progressOf } from './fake-host.js'
import { Core, errorData } from './given.js'
import { checkHost, checkJournal, checkSnapshot, checkStep } from './invariants.js'
import { checkKills, checkSlots } from './queue-invariants.js'
import type { RunWord, Step } from './random-steps.js'

/** A core on a fake host, watched at every step. */
export class Play {
  readonly core = new Core({ settings: { concurrency: 2 }, retry: { attempts: 3 } })
  readonly host = new FakeHost()
  private shown: Projection = { state: initialState(), snapshot: INITIAL_SNAPSHOT }

  constructor() {
    this.send({ type: 'loaded', records: [], order: [], autoResume: true })
    this.send({ type: 'owner', owner: true })
  }

  /** False where the step makes no sense now. */
  take(step: Step): boolean {
    switch (step.kind) {
      case 'command':
        return this.send({ type: 'command', command: step.command })
      case 'run':
        return this.speak(
          step.id,
          (run) => say(run, step.says, step.bytes),
          ['completed', 'damaged', 'parked'].includes(step.says),
        )
      case 'fail':
        return this.speak(step.id, (run) => fail(run, step), true)
      case 'owner':
        // Like the host: the journal is read before the directory is taken.
        if (step.owner && !this.core.state.owner) this.load()
        return this.send({ type: 'owner', owner: step.owner })
      case 'network':
        return this.send({ type: 'network', network: { online: step.online, metered: step.metered } })
      case 'time':
        this.core.now += step.ms
        return true
      case 'probed':
        return this.send({ type: 'probed', origin: 'https://models.test', isReachable: step.isReachable })
      case 'woken':
        return this.send({ type: 'woken' })
      case 'broken':
        return this.send({ type: 'broken', id: step.id, error: errorData('storage-io') })
      case 'lose':
        this.host.lose(step.id)
        return true
    }
  }

  private load(): void {
    this.send({ type: 'loaded', records: this.host.records(), order: this.host.order, autoResume: true })
  }

  private speak(id: string, word: (run: FakeRun) => Input | null, isLast: boolean): boolean {
    const run = this.host.speaker(id)
    const input = run === null ? null : word(run)
    if (run === null || input === null) return false
    if (isLast) this.host.end(run)
    return this.send(input)
  }

  private send(input: Input): boolean {
    const before = this.core.state
    const { effects, receipt } = this.core.send(input)
    if (before.owner && this.core.state.owner) checkKills(this.host, before, this.core.state, effects)
    this.host.carryOut(effects)
    if (receipt?.ok === false) {
      expect(this.core.state, 'a refusal changes nothing').toBe(before)
      expect(effects).toEqual([])
    }
    this.check(input)
    return true
  }

  private check(input: Input): void {
    const { state, effects } = this.core
    const shown = project(state, this.shown)
    expect(project(state, shown)).toBe(shown)
    checkSnapshot(shown.snapshot)
    // What the journal says, read again, may differ from what was shown.
    if (input.type !== 'loaded') checkStep(this.shown.snapshot, shown.snapshot, askedBy(input))
    checkKept(this.shown, shown)
    checkHost(this.host, state, this.core.now)
    if (state.owner) checkJournal(this.host, state)
    checkSlots(state, effects)
    this.shown = shown
  }
}

function askedBy(input: Input): string | null {
  if (input.type !== 'command') return null
  const { command } = input
  return command.type === 'download' || command.type === 'adopt' ? command.model.id : null
}

/** Downloads that the core did not touch, and whose place is the same, are the same objects. */
function checkKept(before: Projection, after: Projection): void {
  for (const [id, download] of after.state.downloads) {
    const old = before.snapshot.downloads[id]
    const next = after.snapshot.downloads[id] as Download
    if (before.state.downloads.get(id) === download && old?.position === next.position) expect(next).toBe(old)
  }
}

function say(run: FakeRun, type: RunWord, bytes: number): Input | null {
  const { id, run: number } = run
  const files = (run.files ?? []).map((file) => ({ ...file, totalBytes: FILE_BYTES }))
  const isWhole = type === 'verifying' || type === 'completed'
  if (type === 'prepared') {
    if (run.isMoving) return null
    run.isMoving = true
  } else if (type === 'progress' && !run.isMoving) return null
  for (const [at, file] of files.entries()) {
    const wanted = isWhole ? FILE_BYTES : file.receivedBytes + (type === 'progress' ? bytes : 0)
    const received = (type === 'restarted' || type === 'damaged') && at === 0 ? 0 : Math.min(FILE_BYTES, wanted)
    run.fetchedBytes += Math.max(0, received - file.receivedBytes)
    files[at] = { ...file, receivedBytes: received }
  }
  if (type === 'restarted') {
    run.isMoving = false
    run.verifiedBytes = 0
  }
  if (isWhole) run.verifiedBytes = type === 'completed' ? FILE_BYTES * files.length : bytes
  run.files = files
  const progress = progressOf(run)
  if (type === 'completed') return { type, id, run: number, progress, unverified: bytes % 2 === 0 }
  return { type, id, run: number, progress }
}

function fail(run: FakeRun, { code, retryAfterMs, random }: Extract<Step, { kind: 'fail' }>): Input {
  const progress = run.isMoving ? progressOf(run) : null
  return { type: 'failed', id: run.id, run: run.run, progress, error: errorData(code), retryAfterMs, random }
}
