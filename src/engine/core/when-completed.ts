import type { Located } from './command.js'
import type { Download } from './download.js'
import type { Engine } from './engine.js'
import { EngineError, fromErrorData } from './errors.js'

export interface WhenCompletedOptions {
  /** Stops waiting, and nothing else: the download goes on. The promise rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/**
 * Waits until a model can be used, over pauses, waits, restarts and a lost link, and tells where its files are.
 * A model that is usable already, with or without a download, resolves at once. An engine that does not list the query `locate` gives
 * no files.
 *
 * Looks at snapshots as they come and needs none of those in between.
 *
 * @throws EngineError the download's own error when it failed; `cancelled` when it was cancelled or removed;
 * `unknown-download` when nobody asked for it and it is not here; `closed` when the engine closed.
 */
export function whenCompleted(engine: Engine, id: string, options: WhenCompletedOptions = {}): Promise<Located> {
  const { signal } = options
  return new Promise((resolve, reject) => {
    let isSettled = false
    let isLocating = false
    let wasSeen = false
    const unsubscribe = engine.subscribe(look)
    signal?.addEventListener('abort', onAbort, { once: true })

    function settle(act: () => void): void {
      if (isSettled) return
      isSettled = true
      unsubscribe()
      signal?.removeEventListener('abort', onAbort)
      act()
    }

    function fail(error: EngineError): void {
      settle(() => reject(error))
    }

    function onAbort(): void {
      settle(() => reject(signal?.reason))
    }

    function look(): void {
      if (isSettled || isLocating) return
      const { link, downloads } = engine.getSnapshot()
      if (link === 'closed') return fail(closed(id))
      if (link !== 'open') return
      const download = Object.hasOwn(downloads, id) ? downloads[id] : undefined
      const isGone = download === undefined && wasSeen
      wasSeen ||= download !== undefined
      if (isGone || download?.status === 'cancelled') return fail(cancelled(id))
      if (download?.status === 'failed') return fail(failed(id, download))
      if (download === undefined || download.status === 'completed') void locate()
    }

    async function locate(): Promise<void> {
      isLocating = true
      const answer = await engine.query({ type: 'locate', id })
      isLocating = false
      if (isSettled) return
      if (answer.ok && answer.value !== null) {
        const located = answer.value
        return settle(() => resolve(located))
      }
      const { link, downloads } = engine.getSnapshot()
      const status = Object.hasOwn(downloads, id) ? downloads[id]?.status : undefined
      // The world moved on while the question was under way: look again instead of judging by an old answer.
      if (link !== 'open' || (status !== undefined && status !== 'completed') || (wasSeen && status === undefined))
        return look()
      // Usable all the same, by whoever keeps its files.
      if (!answer.ok && answer.error.code === 'unsupported' && status === 'completed')
        return settle(() => resolve({ id, files: [] }))
      if (!answer.ok) return fail(fromErrorData(answer.error))
      fail(status === 'completed' ? vanished(id) : unknown(id))
    }

    if (signal?.aborted) onAbort()
    else look()
  })
}

function failed(id: string, { error }: Download): EngineError {
  if (error !== null) return fromErrorData(error)
  return new EngineError('network', `The download of "${id}" failed and the engine does not say why. Retry it.`)
}

function cancelled(id: string): EngineError {
  return new EngineError(
    'cancelled',
    `The download of "${id}" was cancelled before it was complete. Ask for it again to go on.`,
  )
}

function closed(id: string): EngineError {
  return new EngineError(
    'closed',
    `The engine was closed before "${id}" was complete. What was fetched is kept for the next start.`,
  )
}

function unknown(id: string): EngineError {
  return new EngineError(
    'unknown-download',
    `Model "${id}" is not here and nobody asked for it. Call download first, then wait.`,
  )
}

function vanished(id: string): EngineError {
  return new EngineError(
    'storage-io',
    `Model "${id}" was complete, but its files are not where they should be: something else deleted or changed them. Download it again.`,
  )
}
