import type { FileProgress } from '../../../src/engine/core/download.js'
import type { Effect } from '../../../src/engine/core/effect.js'
import type { RunProgress } from '../../../src/engine/core/input.js'
import type { Model } from '../../../src/engine/core/model.js'
import { type DownloadRecord, type LoadedRecord, parseRecord } from '../../../src/engine/core/record.js'
import { NO_TRAFFIC } from '../../../src/engine/core/traffic.js'
import type { Version } from '../../../src/engine/core/version.js'

/** Bytes of every file, told by the source where the model does not say. */
export const FILE_BYTES = 100

/** A run that has not said its last word. Its bytes only grow but for a restart. */
export interface FakeRun {
  readonly id: string
  readonly run: number
  readonly model: Model
  /** Where its bytes go. */
  readonly place: string
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
  /** By model and generation. */
  private readonly disk = new Map<string, readonly FileProgress[]>()
  private lastRun = 0

  carryOut(effects: readonly Effect[]): void {
    for (const effect of effects) this.carryOutOne(effect)
  }

  /** The run of a download that speaks next: one begins only when the one before has ended. */
  speaker(id: string): FakeRun | null {
    const run = this.runs.find((one) => one.id === id) ?? null
    if (run !== null) run.files ??= this.onDisk(run.place, run.model)
    return run
  }

  end(run: FakeRun): void {
    this.runs.splice(this.runs.indexOf(run), 1)
    if (this.alive.get(run.id) === run.run) this.alive.delete(run.id)
    if (!run.isDoomed && run.files !== null) this.disk.set(run.place, run.files)
  }

  /** Someone deletes the partial behind our back. */
  lose(id: string): void {
    for (const place of [...this.disk.keys()]) if (place.startsWith(`${id}@`)) this.disk.delete(place)
  }

  /** What the next start of the engine reads. */
  records(journal: ReadonlyMap<string, unknown> = this.journal): readonly LoadedRecord[] {
    return [...journal.values()].map((written) => {
      const record = parseRecord(JSON.parse(JSON.stringify(written))) as DownloadRecord
      const files = this.onDisk(placeOf(record.model.id, record.version), record.model)
      const committedBytes = files.reduce((sum, file) => sum + file.receivedBytes, 0)
      return { record, files, committedBytes, traffic: NO_TRAFFIC }
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
        this.lose(effect.id)
        if (effect.type === 'erase') this.journal.delete(effect.id)
        return
      case 'tidy':
        for (const generation of effect.generations) {
          const place = `${effect.id}@${generation}`
          for (const run of this.runs) {
            if (run.place === place && this.alive.get(run.id) === run.run)
              throw new Error(`The files of "${place}" were to be deleted under their run.`)
            if (run.place === place) run.isDoomed = true
          }
          this.disk.delete(place)
        }
        return
      case 'limit':
      case 'look':
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

  private start({ id, run, model, version }: Extract<Effect, { type: 'start' }>): void {
    if (this.alive.has(id)) throw new Error(`"${id}" was started while it ran.`)
    if (run <= this.lastRun) throw new Error(`Run ${run} came after run ${this.lastRun}.`)
    this.lastRun = run
    this.alive.set(id, run)
    const place = placeOf(id, version)
    this.runs.push({
      id,
      run,
      model,
      place,
      files: null,
      fetchedBytes: 0,
      verifiedBytes: 0,
      isMoving: false,
      isDoomed: false,
    })
  }

  private onDisk(place: string, model: Model): FileProgress[] {
    const found = this.disk.get(place) ?? []
    return model.files.map(({ path, size }) => {
      const receivedBytes = found.find((file) => file.path === path)?.receivedBytes ?? 0
      return { path, totalBytes: size ?? (receivedBytes > 0 ? FILE_BYTES : null), receivedBytes }
    })
  }
}

function placeOf(id: string, { generation }: Version): string {
  return `${id}@${generation}`
}

export function progressOf(run: FakeRun): RunProgress {
  const files = (run.files ?? []).map((file) => ({ ...file }))
  const received = files.reduce((sum, file) => sum + file.receivedBytes, 0)
  return {
    files,
    committedBytes: Math.floor(received / 2),
    verifiedBytes: run.verifiedBytes,
    fetchedBytes: run.fetchedBytes,
    wastedBytes: 0,
    connections: 0,
  }
}
