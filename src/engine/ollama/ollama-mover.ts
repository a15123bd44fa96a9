import type { FileProgress } from '../core/download.js'
import { EngineError } from '../core/errors.js'
import type { Model } from '../core/model.js'
import { MOVER_CAPABILITIES, type Mover, type MoverJob, type MoverLook } from '../mover/mover.js'
import type { ConnectOllamaOptions } from './connect-ollama-engine.js'
import { isSameName, pageName } from './ollama-name.js'
import { pullError } from './pull-error.js'
import { hasDigest, NO_PULL, type PullState, progressOf, takeLine } from './pull-progress.js'
import { readLines } from './read-lines.js'

/** What Ollama lists of a model. */
interface Tag {
  readonly name: string
  readonly modified_at: string
  readonly size: number
}

const REPORT_MS = 100
/** Nothing of Ollama's has such a limit. */
const NOT_OFFERED: ReadonlySet<string> = new Set(['yield', 'discard', 'verify'])

export function createOllamaMover(options: ConnectOllamaOptions): Mover {
  const { url = 'http://127.0.0.1:11434', nameOf = pageName } = options
  const fetcher: typeof globalThis.fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init))

  async function request(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetcher(new URL(path, url), init)
    } catch (cause) {
      if (init.signal?.aborted) throw init.signal.reason
      throw new EngineError('network', 'Ollama cannot be reached. Check that it runs.', { cause })
    }
  }

  const call = (path: string, method: string, body: unknown, signal: AbortSignal | null = null): Promise<Response> =>
    request(path, { method, signal, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

  async function tagOf(model: Model): Promise<Tag | null> {
    const response = await request('/api/tags', {})
    const { models } = (await response.json().catch(() => ({}))) as { models?: unknown }
    // An Ollama that cannot list its models has not lost them. One without any lists null.
    if (!response.ok || (models !== null && !Array.isArray(models)))
      throw new EngineError(
        'network',
        `Ollama does not list its models (status ${response.status}). Check that it runs well.`,
      )
    const name = nameOf(model)
    return ((models ?? []) as Tag[]).find((tag) => isSameName(tag.name, name)) ?? null
  }

  async function move(job: MoverJob): Promise<{ unverified: boolean }> {
    const { model, signal } = job
    const there = await tagOf(model)
    if (there !== null) return { unverified: false }
    const response = await call('/api/pull', 'POST', { model: nameOf(model), stream: true }, asSignal(signal))
    if (!response.ok || response.body === null) {
      const { error } = (await response.json().catch(() => ({}))) as { error?: unknown }
      throw pullError(typeof error === 'string' ? error : `${response.status}`)
    }
    let state = NO_PULL
    let reportedAtMs = 0
    try {
      for await (const line of readLines(response.body)) {
        const before = state
        state = takeLine(state, line)
        const isSlow = Date.now() - reportedAtMs >= REPORT_MS
        if (state.layers.size > 0 && (isSlow || state.phase !== before.phase)) {
          reportedAtMs = Date.now()
          job.report(progressOf(model, state))
        }
      }
    } catch (thrown) {
      if (signal.aborted) throw signal.reason
      throw thrown instanceof EngineError ? thrown : broken(thrown)
    }
    if (signal.aborted) throw signal.reason
    if (!state.isDone) throw broken(null)
    await checkLayers(model, state)
    job.report(progressOf(model, { ...state, phase: 'verify' }))
    return { unverified: false }
  }

  /** What Ollama has proved is its own model; whether that is the one the app means only the app's words can tell. */
  async function checkLayers(model: Model, state: PullState): Promise<void> {
    const sizes = [...state.layers.values()].map(({ total }) => total)
    const whole = sizes.reduce((sum, size) => sum + size, 0)
    const isOtherSize = model.files.some(({ size }) => size !== null && size !== whole && !sizes.includes(size))
    const isOther = model.files.some(({ sha256 }) => sha256 !== null && !hasDigest(state, sha256))
    if (!isOther && !isOtherSize) return
    await remove(model)
    const what = isOtherSize ? 'size' : 'digest'
    throw new EngineError(
      isOtherSize ? 'size-mismatch' : 'checksum-mismatch',
      `Ollama has another model under the name "${nameOf(model)}" than the app asked for: nothing in it has the ${what} that the app gave. Check both.`,
      { retryable: false },
    )
  }

  async function look(model: Model): Promise<MoverLook> {
    const tag = await tagOf(model)
    const bytes = tag?.size ?? null
    const files = model.files.map(({ path, size }, at): FileProgress => {
      // What the app said counts here as it does while bytes move: its size may be that of the weights alone.
      const total = size ?? (at === 0 ? bytes : bytes === null ? null : 0)
      return { path, totalBytes: total, receivedBytes: tag === null ? 0 : (total ?? 0) }
    })
    return {
      status: tag === null ? 'missing' : 'available',
      files,
      verified: tag !== null,
      located: null,
      modifiedAtMs: tag === null ? null : Date.parse(tag.modified_at) || null,
    }
  }

  async function remove(model: Model): Promise<void> {
    const response = await call('/api/delete', 'DELETE', { model: nameOf(model) })
    if (response.ok || response.status === 404) return
    throw new EngineError('storage-io', `Ollama could not delete the model (status ${response.status}). Try again.`)
  }

  const { commands } = MOVER_CAPABILITIES
  return {
    capabilities: {
      commands: commands.filter((type) => !NOT_OFFERED.has(type)),
      queries: ['availability', 'plan', 'storage'],
      settings: ['concurrency', 'schedule'],
    },
    move,
    look,
    remove,
  }
}

/** The core's signal is the platform's own; only its type is smaller. */
function asSignal(signal: MoverJob['signal']): AbortSignal {
  return signal as AbortSignal
}

function broken(cause: unknown): EngineError {
  return new EngineError('network', 'Ollama ended the answer before the model was complete. It is tried again.', {
    cause,
  })
}
