import type { FileProgress } from '../../../src/engine/core/download.js'
import type { DownloadState } from '../../../src/engine/core/download-state.js'
import { EngineError, type ErrorCode, type ErrorData, toErrorData } from '../../../src/engine/core/errors.js'
import type { CheckedCommand, Input, RunProgress } from '../../../src/engine/core/input.js'
import type { Model } from '../../../src/engine/core/model.js'
import { parseModel } from '../../../src/engine/core/parse-model.js'
import { type EngineState, type InitialStateOptions, initialState } from '../../../src/engine/core/state.js'
import { type Transition, transition } from '../../../src/engine/core/transition.js'

export const NOW = 1_800_000_000_000
export const SHA = 'a'.repeat(64)

/** A model of one file of 100 bytes. */
export function model(id: string, fields: Record<string, unknown> = {}): Model {
  return parseModel({ id, url: `https://models.test/${id}.bin`, size: 100, ...fields })
}

/** Bytes of a run; one file each number. */
export function progress(received: number | readonly FileProgress[], fields: Partial<RunProgress> = {}): RunProgress {
  const files = typeof received === 'number' ? [file(received)] : received
  const sum = files.reduce((total, one) => total + one.receivedBytes, 0)
  return { files, committedBytes: 0, verifiedBytes: 0, fetchedBytes: sum, wastedBytes: 0, connections: 0, ...fields }
}

export function file(receivedBytes: number, path = 'a.bin', totalBytes: number | null = 100): FileProgress {
  return { path, totalBytes, receivedBytes }
}

export function errorData(code: ErrorCode): ErrorData {
  return toErrorData(new EngineError(code, `It is ${code}.`))
}

/** A core under test, with all that it asked for. */
export class Core {
  state: EngineState
  now = NOW
  effects: Transition['effects'] = []

  constructor(options: InitialStateOptions = {}) {
    this.state = initialState(options)
  }

  send(input: Input): Transition {
    const next = transition(this.state, input, this.now)
    this.state = next.state
    this.effects = next.effects
    return next
  }

  command(command: CheckedCommand): Transition {
    return this.send({ type: 'command', command })
  }

  download(id: string, fields: Record<string, unknown> = {}): Transition {
    return this.command({ type: 'download', model: model(id, fields) })
  }

  /** What the latest run of a download reports. */
  report(id: string, type: 'prepared' | 'progress' | 'restarted' | 'verifying', bytes: RunProgress): Transition {
    return this.send({ type, id, run: this.get(id).run, progress: bytes })
  }

  parked(id: string, bytes: RunProgress | null, run: number = this.get(id).run): Transition {
    return this.send({ type: 'parked', id, run, progress: bytes })
  }

  completed(id: string, bytes: RunProgress = progress(100), run: number = this.get(id).run): Transition {
    return this.send({ type: 'completed', id, run, progress: bytes, unverified: false })
  }

  failed(
    id: string,
    code: ErrorCode,
    fields: { retryAfterMs?: number; random?: number; bytes?: RunProgress; isOffline?: boolean } = {},
  ): Transition {
    const { retryAfterMs = null, random = 0.5, bytes = null, isOffline = false } = fields
    const { run } = this.get(id)
    return this.send({
      type: 'failed',
      id,
      run,
      progress: bytes,
      error: errorData(code),
      isOffline,
      retryAfterMs,
      random,
    })
  }

  get(id: string): DownloadState {
    const found = this.state.downloads.get(id)
    if (found === undefined) throw new Error(`There is no download "${id}" in this test.`)
    return found
  }

  statuses(): Record<string, string> {
    return Object.fromEntries([...this.state.downloads].map(([id, { status, reason }]) => [id, reason ?? status]))
  }
}

/** A core that owns its directory and has read an empty journal. */
export function openCore(options: InitialStateOptions = {}): Core {
  const core = new Core(options)
  core.send({ type: 'loaded', records: [], order: [], autoResume: true })
  core.send({ type: 'owner', owner: true })
  return core
}

/** An open core whose one download, `a`, has received 40 of its 100 bytes. */
export function downloadingCore(): Core {
  const core = openCore()
  core.download('a')
  core.report('a', 'prepared', progress(0))
  core.now += 1_000
  core.report('a', 'progress', progress(40))
  return core
}
