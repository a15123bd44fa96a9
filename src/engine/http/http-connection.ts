import { EngineError, isEngineError } from '../core/errors.js'
import type { BorderClock } from '../remote/clock.js'
import { readEventStream } from './read-event-stream.js'
import { responseError } from './response-error.js'
import { EVENT_STREAM, SESSION_EVENT, SESSION_HEADER } from './wire-format.js'

export interface HttpConnectionOptions {
  readonly url: string
  readonly token: () => Promise<string>
  readonly fetch: typeof globalThis.fetch
  readonly clock: BorderClock
  readonly silenceMs: number
  readonly onOpen: () => void
  readonly onMessage: (message: unknown) => void
}

/** One stream of events and the requests that belong to it. */
export interface HttpConnection {
  /** Reads until the stream ends. Always rejects in the end, with the reason. */
  listen(): Promise<never>
  /** Sends a message after those before it. Rejects where this message was refused; a broken link ends `listen` instead. */
  post(message: unknown): Promise<void>
  abort(reason: EngineError): void
}

/** What stands between says that the host is not there, or the host that it stops. */
const GONE: ReadonlySet<number> = new Set([502, 503, 504])

export function createHttpConnection(options: HttpConnectionOptions): HttpConnection {
  const { url, clock, silenceMs, onOpen, onMessage } = options
  const aborter = new AbortController()
  let session: string | null = null
  let lastPost: Promise<void> = Promise.resolve()
  let stopWatchdog: () => void = () => undefined

  /** Settles with the connection's end at the latest, whatever the token, the fetch or the stream wait for. */
  function orAborted<T>(work: Promise<T>): Promise<T> {
    const { signal } = aborter
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(signal.reason)
      if (signal.aborted) stop()
      signal.addEventListener('abort', stop, { once: true })
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
    })
  }

  async function request(headers: Record<string, string>, body?: string): Promise<Response> {
    const authorization = `Bearer ${await options.token()}`
    return options.fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...headers, authorization },
      body,
      cache: 'no-store',
      credentials: 'omit',
      // A redirect would take the token along.
      redirect: 'error',
      signal: aborter.signal,
    })
  }

  function abort(reason: EngineError): void {
    stopWatchdog()
    aborter.abort(reason)
  }

  function signOfLife(): void {
    stopWatchdog()
    if (aborter.signal.aborted) return
    stopWatchdog = clock.setTimer(silenceMs, () => {
      abort(new EngineError('timeout', `The engine was silent for ${silenceMs / 1000} s. Connecting again.`))
    })
  }

  async function listen(): Promise<never> {
    try {
      signOfLife()
      await orAborted(follow())
    } catch (error) {
      throw aborter.signal.aborted ? aborter.signal.reason : error
    } finally {
      abort(new EngineError('link-lost', 'The stream ended.'))
    }
    throw new EngineError('link-lost', 'The engine ended the connection: its host stops or starts again.')
  }

  async function follow(): Promise<void> {
    const response = await request({ accept: EVENT_STREAM })
    if (!response.ok) throw await responseError(response)
    await readEventStream(
      response,
      ({ name, data }) => (name === SESSION_EVENT ? open(data) : receive(name, data)),
      signOfLife,
    )
  }

  function open(id: string): void {
    if (aborter.signal.aborted) return
    session = id
    onOpen()
  }

  function receive(name: string | null, data: string): void {
    if (name !== null || aborter.signal.aborted) return
    try {
      onMessage(JSON.parse(data))
    } catch (error) {
      if (error instanceof SyntaxError) return onMessage(null)
      throw error
    }
  }

  async function postNow(message: unknown): Promise<void> {
    // Whatever is not sent on this stream is sent again on the next.
    if (aborter.signal.aborted || session === null) return
    const response = await inTime(attemptPost(JSON.stringify(message), session))
    if (response === null || response.ok) return void response?.body?.cancel().catch(() => undefined)
    const error = await responseError(response)
    if (error.code === 'link-lost' || GONE.has(response.status)) return abort(error)
    throw error
  }

  /** A request that is never answered would hold up all that come after it, though the stream is alive. */
  async function inTime(posting: Promise<Response | null>): Promise<Response | null> {
    const stopTimer = clock.setTimer(silenceMs, () => {
      abort(new EngineError('timeout', `A message was not taken within ${silenceMs / 1000} s. Connecting again.`))
    })
    try {
      return await orAborted(posting)
    } catch {
      // The connection ended: what was not sent goes on the next one.
      return null
    } finally {
      stopTimer()
    }
  }

  async function attemptPost(body: string, id: string): Promise<Response | null> {
    try {
      return await request({ 'content-type': 'application/json', [SESSION_HEADER]: id }, body)
    } catch (cause) {
      abort(
        isEngineError(cause)
          ? cause
          : new EngineError('network', 'A message could not be sent to the engine.', { cause }),
      )
      return null
    }
  }

  function post(message: unknown): Promise<void> {
    const sending = lastPost.then(() => postNow(message))
    lastPost = sending.catch(() => undefined)
    return sending
  }

  return { listen, post, abort }
}
