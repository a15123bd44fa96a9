import type { Engine } from '../core/engine.js'
import { EngineError } from '../core/errors.js'
import type { BorderClock } from '../remote/clock.js'
import { createEngineShare } from '../remote/engine-share.js'
import type { Catalog } from '../remote/model-policy.js'
import type { Allow } from '../remote/policy.js'
import { PROTOCOL_VERSION } from '../remote/protocol.js'
import { serveListener } from '../remote/serve-engine.js'
import { systemClock } from '../remote/system-clock.js'
import { createWarner, type OnWarning } from '../remote/warning.js'
import { createEventSession, type EventSession } from './event-session.js'
import { readJson } from './read-json.js'
import { baseHeaders, errorReply, preflightReply } from './reply.js'
import { createRequestGuard } from './request-guard.js'
import { EVENT_STREAM, SESSION_HEADER } from './wire-format.js'

export interface EngineHandlerOptions {
  /** What every request has to bring in `Authorization: Bearer`; at least 16 characters. Make one at each start and hand it to the page. */
  readonly token: string
  /** The models that pages may ask for by id. */
  readonly catalog: Catalog
  /** What else pages may do. Default: see {@link Allow}. */
  readonly allow?: Allow
  /** Origins whose pages may connect, like `http://localhost:5173`. Default none: only clients that are no browsers. */
  readonly origins?: readonly string[]
  /** Names, with or without a port, under which this server may be addressed beside those of this machine. Default none. */
  readonly hosts?: readonly string[]
  /** Bytes of one message. Default 65536. */
  readonly maxBodyBytes?: number
  /** Listeners at once. Default 64. */
  readonly maxListeners?: number
  /** Messages that one listener may send in a second; those above it are refused. Default 200. */
  readonly messagesPerSecond?: number
  /** Least time between two patches to one listener, milliseconds. Default 100. */
  readonly publishIntervalMs?: number
  /** Time between two signs of life on a stream, milliseconds. Default 15000. */
  readonly heartbeatMs?: number
  readonly onWarning?: OnWarning
  /** Default: the machine's. */
  readonly clock?: BorderClock
}

/** Answers requests; mount it wherever a server speaks fetch's Request and Response. One URL takes them all, whatever its path. */
export interface EngineHandler {
  (request: Request): Promise<Response>
  /** Ends every stream and turns later requests away. The engine stays open. */
  close(): void
}

/**
 * Offers an engine over HTTP: GET opens a stream of events, POST takes commands and queries for a stream. Every request needs the
 * token, an origin that is listed (or none), and a host name of this machine (or a listed one).
 *
 * @throws EngineError `invalid-command` for a token that is too short or an origin that is none, `invalid-model` for a catalogue that cannot be right.
 */
export function createEngineHandler(engine: Engine, options: EngineHandlerOptions): EngineHandler {
  const {
    catalog,
    allow,
    maxBodyBytes = 65_536,
    maxListeners = 64,
    heartbeatMs = 15_000,
    clock = systemClock,
  } = options
  const guard = createRequestGuard({ token: options.token, origins: options.origins ?? [], hosts: options.hosts ?? [] })
  const warn = createWarner(options.onWarning)
  const share = createEngineShare(engine, {
    catalog,
    allow,
    clock,
    publishIntervalMs: options.publishIntervalMs,
    messagesPerSecond: options.messagesPerSecond,
    maxMessageBytes: maxBodyBytes,
    onWarning: ({ code, message }) => warn(code, message),
  })
  const sessions = new Map<string, EventSession>()
  let isClosed = false

  async function handle(request: Request): Promise<Response> {
    const origin = guard.allowedOrigin(request)
    const isPreflight = request.method === 'OPTIONS'
    const denial = guard.checkPlace(request) ?? (isPreflight ? null : await guard.checkToken(request))
    if (denial !== null) {
      warn('refused', `A request was turned away: ${denial.error.message}`)
      return errorReply(denial.status, denial.error, origin)
    }
    if (isClosed)
      return errorReply(
        503,
        new EngineError('closed', 'This engine is shutting down. Connect again when its host runs.'),
        origin,
      )
    if (isPreflight && origin !== null) return preflightReply(request, origin)
    if (request.method === 'GET') return openStream(request, origin)
    if (request.method === 'POST') return takeMessage(request, origin)
    return errorReply(
      405,
      new EngineError('invalid-command', 'Only GET (a stream) and POST (a message) are understood here.'),
      origin,
    )
  }

  function openStream(request: Request, origin: string | null): Response {
    if (sessions.size >= maxListeners) {
      const message = `${maxListeners} listeners are connected, and no more are allowed. Close some, or raise maxListeners.`
      return errorReply(503, new EngineError('rate-limited', message), origin)
    }
    const session = createEventSession(clock, heartbeatMs)
    sessions.set(session.id, session)
    session.onStatus(() => sessions.delete(session.id))
    request.signal.addEventListener('abort', () => session.close(), { once: true })
    serveListener(share, session)
    session.receive({ type: 'hello', version: PROTOCOL_VERSION })
    const headers = {
      ...baseHeaders(origin),
      'content-type': EVENT_STREAM,
      'x-accel-buffering': 'no',
      // A proxy that compresses holds events back until its buffer is full; none compresses what says how it is encoded.
      'content-encoding': 'identity',
    }
    return new Response(session.body, { headers })
  }

  async function takeMessage(request: Request, origin: string | null): Promise<Response> {
    const session = sessions.get(request.headers.get(SESSION_HEADER) ?? '')
    if (session === undefined) {
      return errorReply(
        404,
        new EngineError('link-lost', 'There is no such stream, or it has ended. Open a new one.'),
        origin,
      )
    }
    const body = await readJson(request, maxBodyBytes, clock)
    if (!body.ok) return errorReply(body.status, body.error, origin)
    session.receive(body.value)
    return new Response(null, { status: 202, headers: baseHeaders(origin) })
  }

  function close(): void {
    isClosed = true
    for (const session of [...sessions.values()]) session.close()
  }

  async function answer(request: Request): Promise<Response> {
    try {
      return await handle(request)
    } catch {
      const message = 'The request broke off, or the host failed to answer it. Try again.'
      return errorReply(500, new EngineError('http-status', message, { retryable: true }), guard.allowedOrigin(request))
    }
  }

  return Object.assign(answer, { close })
}
