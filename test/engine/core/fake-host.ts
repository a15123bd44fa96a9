import type { FileProgress } from '../../../src/engine/core/download.js'
import type { Effect } from '../../../src/engine/core/effect.js'
import type { RunProgress } from '../../../src/engine/core/input.js'
import type { Model } from '../../../src/engine/core/model.js'
import { type DownloadRecord, type LoadedRecord, parseRecord } from '../../../src/engine/core/record.js'

/** Bytes of every file, told by the source where the model does not say. */
export const FILE_BYTES = 100

/** A run that has not said its last word. Its bytes only grow but for a restart. */
export interface FakeRun {
  readonly id: string
  readonly run: number
  readonly model: Model
  /** Null until it has looked at what is on disk. */
  files: FileProgress[] | null
  fetchedBytes: number
  verifiedBytes: number
  isMoving: boolean
  /** What it leaves behind is deleted. */
  isDoomed: boolean
}

/** Carries out the core's effects on a disk and a journal of its own, and complains of those that make no sense. */
export class FakeHost {
  /** Runs that were started and neither told to stop nor ended by themselves. */
  readonly alive = new Map<string, number>()
  readonly journal = new Map<string, unknown>()
  order: readonly string[] = []
  wakeAtMs: number | null = null
  private readonly runs: FakeRun[] = []
  private readonly disk = new Map<string, readonly FileProgress[]>()
  private lastRun = 0

  carryOut(effects: readonly Effect[]): void {
    for (const effect of effects) this.carryOutOne(effect)
  }

  /** The run of a download that speaks next: one begins only when the one before has ended. */
  speaker(id: string): FakeRun | null {
    const run = this.runs.find((one) => one.id === id) ?? null
    if (run !== null) run.files ??= this.onDisk(id, run.model)
    return run
  }

  end(run: FakeRun): void {
    this.runs.splice(this.runs.indexOf(run), 1)
    if (this.alive.get(run.id) === run.run) this.alive.delete(run.id)
    if (!run.isDoomed && run.files !== null) this.disk.set(run.id, run.files)
  }

  /** Someone deletes the partial behind our back. */
  lose(id: string): void {
    this.disk.delete(id)
  }

  /** What the next start of the engine reads. */
  records(): readonly LoadedRecord[] {
    return [...this.journal.values()].map((written) => {
      const record = parseRecord(JSON.parse(JSON.stringify(written))) as DownloadRecord
      const files = this.onDisk(record.model.id, record.model)
      return { record, files, committedBytes: files.reduce((sum, file) => sum + file.receivedBytes, 0) }
    })
  }

  private carryOutOne(effect: Effect): void {
    switch (effect.type) {
      case 'start':
        return this.start(effect)
      case 'stop':
        if (this.alive.get(effect.id) !== effect.run)
          throw new Error(`Run ${effect.run} of "${effect.id}" is not alive.`)
        this.alive.delete(effect.id)
        return
      case 'discard':
      case 'erase':
        if (this.alive.has(effect.id)) throw new Error(`The files of "${effect.id}" were to be deleted under its run.`)
        for (const run of this.runs) if (run.id === effect.id) run.isDoomed = true
        this.disk.delete(effect.id)
        if (effect.type === 'erase') this.journal.delete(effect.id)
        return
      case 'save':
        this.journal.set(effect.id, effect.record)
        return
      case 'save-order':
        this.order = effect.order
        return
      case 'wake':
        this.wakeAtMs = effect.atMs
    }
  }

  private start({ id, run, model }: Extract<Effect, { type: 'start' }>): void {
    if (this.alive.has(id)) throw new Error(`"${id}" was started while it ran.`)
    if (run <= this.lastRun) throw new Error(`Run ${run} came after run ${this.lastRun}.`)
    this.lastRun = run
    this.alive.set(id, run)
    this.runs.push({ id, run, model, files: null, fetchedBytes: 0, verifiedBytes: 0, isMoving: false, isDoomed: false })
  }

  private onDisk(id: string, model: Model): FileProgress[] {
    const found = this.disk.get(id) ?? []
    return model.files.map(({ path, size }) => {
      const receivedBytes = found.find((file) => file.path === path)?.receivedBytes ?? 0
      return { path, totalBytes: size ?? (receivedBytes > 0 ? FILE_BYTES : null), receivedBytes }
    })
  }
}

export function progressOf(run: FakeRun): RunProgress {
  const files = (run.files ?? []).map((file) => ({ ...file }))
  const received = files.reduce((sum, file) => sum + file.receivedBytes, 0)
  return {
    files,
    committedBytes: Math.floor(received / 2),
    verifiedBytes: run.verifiedBytes,
    fetchedBytes: run.fetchedBytes,
  }
}
