import type { Engine } from '../core/engine.js'
import { EngineError, type ErrorData, toErrorData } from '../core/errors.js'
import type { EngineOptions, HeadersOption } from '../host/options.js'
import { connectEngine } from '../remote/connect-engine.js'
import { pageClock } from './page-clock.js'
import { createTabTransport, type TabTransport } from './tab-transport.js'
import { type EngineMessage, type PageMessage, sharedNames } from './worker/messages.js'

const CLOSE_MS = 10_000

export interface BrowserEngineOptions extends EngineOptions {
  /** The folder in the origin's private file system. Engines of one folder are one, in however many tabs. Default `weightlift`. */
  readonly directory?: string
  /**
   * Starts the engine's worker, where a bundler does not find it by itself. Default:
   * `new Worker(new URL('./worker/engine-worker.js', import.meta.url), { type: 'module' })`.
   */
  readonly createWorker?: () => Worker
  /** Told what a developer should know, such as a header that a server does not expose. Default: the console. */
  readonly onWarning?: (message: string) => void
}

/**
 * An engine that downloads in this page, to the origin's private file system (OPFS). It runs in a dedicated worker, so that the page
 * stays free, and is one for all tabs of the origin: the tab that came first owns the folder, the others show the same snapshot and send
 * their commands to it, and one of them goes on when it ends. The options that count are those of the owner: give the same in every tab.
 *
 * At once usable; `getSnapshot().link` is `connecting` until the journal was read. Where a page cannot store models (no https, a
 * private window) commands are refused with `storage-denied`. Never throws; on a server it stays `connecting`.
 */
export function createBrowserEngine(options: BrowserEngineOptions = {}): Engine {
  const { directory = 'weightlift' } = options
  if (typeof Worker === 'undefined' || typeof BroadcastChannel === 'undefined') return engineOf(nowhere)
  const transport = createTabTransport(sharedNames(directory))
  const engine = engineOf(transport)
  const stopWorker = startWorker(options, directory, transport)
  let closing: Promise<void> | null = null
  return {
    ...engine,
    close() {
      closing ??= Promise.all([engine.close(), stopWorker()]).then(() => undefined)
      return closing
    },
  }
}

function engineOf(transport: Pick<TabTransport, keyof TabTransport>): Engine {
  return connectEngine(transport, { clock: pageClock, isFinal: ({ retryable }) => !retryable })
}

/** Gives a function that lets the worker park what runs, then ends it. */
function startWorker(options: BrowserEngineOptions, directory: string, transport: TabTransport): () => Promise<void> {
  const { createWorker = createOwnWorker, onWarning = warnInConsole, headers, ...rest } = options
  const { directory: _, ...engineOptions } = rest
  let worker: Worker
  try {
    worker = createWorker()
  } catch (cause) {
    void transport.fail(workerFailure(cause))
    return async () => undefined
  }
  const post = (message: PageMessage): void => worker.postMessage(message)
  let onClosed: () => void = () => undefined
  let isStarted = false

  worker.onmessage = ({ data }: MessageEvent<EngineMessage>) => {
    if (data.type === 'started') isStarted = true
    if (data.type === 'warning') onWarning(data.message)
    if (data.type === 'failed') void transport.fail(data.error)
    if (data.type === 'closed') onClosed()
    if (data.type === 'ask-persist') void persist().then((persisted) => post({ type: 'persisted', persisted }))
    if (data.type === 'ask-headers') {
      const { id, url } = data
      void headersOf(headers, url).then((given) => post({ type: 'headers', id, headers: given }))
    }
  }
  worker.onerror = (event) => {
    if (!isStarted) void transport.fail(workerFailure(event))
  }
  const asksForHeaders = typeof headers === 'function'
  post({
    type: 'engine',
    options: { ...engineOptions, directory, headers: asksForHeaders ? null : (headers ?? null), asksForHeaders },
  })

  return async () => {
    if (isStarted) {
      await new Promise<void>((resolve) => {
        onClosed = resolve
        setTimeout(resolve, CLOSE_MS)
        post({ type: 'close' })
      })
    }
    worker.terminate()
  }
}

function createOwnWorker(): Worker {
  return new Worker(new URL('./worker/engine-worker.js', import.meta.url), { type: 'module', name: 'weightlift' })
}

async function headersOf(
  option: HeadersOption | undefined,
  url: string,
): Promise<Readonly<Record<string, string>> | null> {
  try {
    return typeof option === 'function' ? await option(url) : (option ?? {})
  } catch {
    return null
  }
}

async function persist(): Promise<boolean | null> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist())
  } catch {
    return null
  }
}

function warnInConsole(message: string): void {
  // biome-ignore lint/suspicious/noConsole: a page's developer has no other place to hear of it.
  console.warn(`weightlift: ${message}`)
}

function workerFailure(cause: unknown): ErrorData {
  const error = new EngineError(
    'unsupported',
    "The engine's worker script could not be started, so nothing can be downloaded. Your bundler may have left it behind, or the page's Content-Security-Policy (worker-src) forbids it: see the createWorker option.",
    { cause },
  )
  return toErrorData(error)
}

/** Where there is no browser: while a page is rendered on a server. */
const nowhere: TabTransport = {
  getStatus: () => 'connecting',
  onStatus: () => () => undefined,
  onMessage: () => () => undefined,
  send: () => undefined,
  fail: async () => undefined,
  close: () => undefined,
}
