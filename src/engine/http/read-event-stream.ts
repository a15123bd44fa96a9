import { createParser } from 'eventsource-parser'
import { EngineError } from '../core/errors.js'
import { EVENT_STREAM } from './wire-format.js'

/** A snapshot of ten thousand downloads is some megabytes; more than this is not one. */
const MAX_EVENT_CHARACTERS = 64 * 1024 * 1024

export interface ServerEvent {
  /** The event's name; null for a plain message. */
  readonly name: string | null
  readonly data: string
}

/**
 * Reads server-sent events until the stream ends. Any byte, also a comment, is a sign of life.
 *
 * @throws EngineError `bad-response` where the response is no stream of events; what reading throws.
 */
export async function readEventStream(
  response: Response,
  onEvent: (event: ServerEvent) => void,
  onLife: () => void,
): Promise<void> {
  const { body, headers } = response
  if (body === null || !(headers.get('content-type') ?? '').startsWith(EVENT_STREAM)) {
    await body?.cancel()
    throw new EngineError(
      'bad-response',
      'What answers at this URL is not an engine. Check the url, and that the handler is mounted there.',
      { retryable: false, action: 'check-url' },
    )
  }
  const parser = createParser({
    maxBufferSize: MAX_EVENT_CHARACTERS,
    onEvent: ({ event, data }) => onEvent({ name: event ?? null, data }),
  })
  const decoder = new TextDecoder()
  const reader = body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    onLife()
    parser.feed(decoder.decode(part.value, { stream: true }))
  }
}
