import type { LocatedFile } from '../engine/core/command.js'
import { isActive } from '../engine/core/download.js'
import { EngineError, fromErrorData, isEngineError } from '../engine/core/errors.js'
import type { Opened } from './open-engine.js'

export interface AwaitOptions {
  readonly signal: AbortSignal
  /** Give up after so many seconds in which nothing came; null: never. */
  readonly giveUpSeconds: number | null
}

/** How each model ended. */
export type Outcome =
  | { readonly id: string; readonly files: readonly LocatedFile[] }
  | { readonly id: string; readonly error: EngineError }

/** Waits until each model is usable, or will not be. @throws the signal's reason */
export async function awaitDownloads(
  { engine, client }: Opened,
  ids: readonly string[],
  { signal, giveUpSeconds }: AwaitOptions,
): Promise<readonly Outcome[]> {
  const patience = startPatience()
  try {
    return await Promise.all(ids.map(outcome))
  } finally {
    patience.stop()
  }

  async function outcome(id: string): Promise<Outcome> {
    try {
      const { files } = await client.whenCompleted(id, { signal: patience.signal })
      return { id, files }
    } catch (thrown) {
      signal.throwIfAborted()
      if (isEngineError(thrown)) return { id, error: thrown }
      throw thrown
    }
  }

  /** Aborts with the caller, and when nothing came for too long. */
  function startPatience(): { readonly signal: AbortSignal; stop(): void } {
    const aborter = new AbortController()
    const onAbort = (): void => aborter.abort(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) onAbort()
    if (giveUpSeconds === null)
      return { signal: aborter.signal, stop: () => signal.removeEventListener('abort', onAbort) }
    let before = ''
    let timer: NodeJS.Timeout | undefined
    const look = (): void => {
      const { downloads } = engine.getSnapshot()
      const now = JSON.stringify(ids.map((id) => [downloads[id]?.receivedBytes, downloads[id]?.verifiedBytes]))
      if (now === before && timer !== undefined) return
      before = now
      clearTimeout(timer)
      timer = setTimeout(() => aborter.abort(gaveUp()), giveUpSeconds * 1000)
    }
    const unsubscribe = engine.subscribe(look)
    look()
    return {
      signal: aborter.signal,
      stop() {
        clearTimeout(timer)
        unsubscribe()
        signal.removeEventListener('abort', onAbort)
      },
    }
  }

  function gaveUp(): EngineError {
    const { downloads } = engine.getSnapshot()
    const waiting = ids.flatMap((id) => {
      const download = downloads[id]
      return download !== undefined && isActive(download.status) ? [download] : []
    })
    if (waiting.some(({ reason }) => reason === 'lock'))
      return new EngineError(
        'locked',
        'Another process uses the directory. Wait until it is done, or close it, then run this again.',
      )
    const last = waiting.find(({ error }) => error !== null)?.error
    if (last) return fromErrorData(last)
    return new EngineError(
      'timeout',
      `Nothing came for ${giveUpSeconds} s. What is here is kept: run it again to go on.`,
    )
  }
}
