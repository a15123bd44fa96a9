import { EngineError, errorDataOf } from '../../core/errors.js'
import type { HeadersOption } from '../../host/options.js'
import type { EngineMessage, PageMessage, WorkerOptions } from './messages.js'

/** What only the page can do for its worker. */
export interface PageLink {
  /** The headers option: data, or the page's function. */
  readonly headers: HeadersOption | undefined
  warn(message: string): void
  /** Whether the browser keeps what is stored here even when the disk is full; null where it does not tell. */
  persist(): Promise<boolean | null>
  started(): void
  /** The engine could not be made. */
  failed(error: unknown): void
  closed(): void
  /** The page closes its engine. */
  onClose(close: () => void): void
}

export function createPageLink(
  scope: DedicatedWorkerGlobalScope,
  { headers, asksForHeaders }: Pick<WorkerOptions, 'headers' | 'asksForHeaders'>,
): PageLink {
  const asked = new Map<number, (headers: Readonly<Record<string, string>> | null) => void>()
  let lastAsked = 0
  let close: () => void = () => undefined
  let tellPersisted: (persisted: boolean | null) => void = () => undefined
  const post = (message: EngineMessage): void => scope.postMessage(message)

  scope.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
    if (data.type === 'close') close()
    if (data.type === 'persisted') tellPersisted(data.persisted)
    if (data.type !== 'headers') return
    asked.get(data.id)?.(data.headers)
    asked.delete(data.id)
  })

  async function ask(url: string): Promise<Readonly<Record<string, string>>> {
    lastAsked += 1
    const id = lastAsked
    const answer = new Promise<Readonly<Record<string, string>> | null>((resolve) => asked.set(id, resolve))
    post({ type: 'ask-headers', id, url })
    const given = await answer
    if (given === null) throw new EngineError('unauthorized', "The page's headers function failed.")
    return given
  }

  return {
    headers: asksForHeaders ? ask : (headers ?? undefined),
    warn: (message) => post({ type: 'warning', message }),
    persist() {
      const answer = new Promise<boolean | null>((resolve) => {
        tellPersisted = resolve
      })
      post({ type: 'ask-persist' })
      return answer
    },
    started: () => post({ type: 'started' }),
    failed: (error) =>
      post({
        type: 'failed',
        error: errorDataOf(error, 'storage-io', 'The engine could not be started. Reload the page.'),
      }),
    closed: () => post({ type: 'closed' }),
    onClose(callback) {
      close = callback
    },
  }
}
