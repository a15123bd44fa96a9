import { EngineError } from '../core/errors.js'
import type { BorderClock } from '../remote/clock.js'

/** A body that was read, or the status and reason why not. */
export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly status: number; readonly error: EngineError }

/** Who sends a message slower than this holds up a connection for nothing. */
const PATIENCE_MS = 10_000

/** Reads a JSON body of at most `maxBytes`, and no byte more, and for ten seconds at most. */
export async function readJson(request: Request, maxBytes: number, clock: BorderClock): Promise<JsonBody> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    return refuse(415, 'A message is sent as JSON. Set the header "Content-Type: application/json".')
  }
  const tooLarge = `A message has at most ${maxBytes} bytes. Send less: name the model by its id and let the host's catalogue know its files.`
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return refuse(413, tooLarge)
  const text = await readText(request, maxBytes, clock)
  if (text === LATE) return refuse(408, 'The message did not come within ten seconds. Send it again.')
  if (text === null) return refuse(413, tooLarge)
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return refuse(400, 'The body is not JSON. Send one message as JSON.')
  }
}

const LATE: unique symbol = Symbol('late')

async function readText(request: Request, maxBytes: number, clock: BorderClock): Promise<string | null | typeof LATE> {
  if (request.body === null) return ''
  const decoder = new TextDecoder()
  const reader = request.body.getReader()
  let text = ''
  let bytes = 0
  let isLate = false
  const cancelTimer = clock.setTimer(PATIENCE_MS, () => {
    isLate = true
    void reader.cancel().catch(() => undefined)
  })
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength
    if (bytes > maxBytes) {
      cancelTimer()
      await reader.cancel()
      return null
    }
    text += decoder.decode(part.value, { stream: true })
  }
  cancelTimer()
  return isLate ? LATE : text + decoder.decode()
}

function refuse(status: number, message: string): JsonBody {
  return { ok: false, status, error: new EngineError('invalid-command', message) }
}
