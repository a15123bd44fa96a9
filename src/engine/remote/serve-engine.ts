import type { Answer, Command, Query, Receipt } from '../core/command.js'
import type { Engine } from '../core/engine.js'
import { createEngineShare, type EngineShare, type ServeEngineOptions } from './engine-share.js'
import { createMessageRate } from './message-rate.js'
import { isWithin } from './message-size.js'
import { callOf, type DownMessage, foreignVersion, parseUp, type UpMessage } from './protocol.js'
import { createPublisher } from './publisher.js'
import { type Refusal, refuse } from './refusal.js'
import type { Transport } from './transport.js'
import { createYieldKeeper } from './yield-keeper.js'

/** Calls of one listener that may wait for the engine at once. */
const MAX_WAITING = 1_000

/**
 * Offers an engine to one listener at the other side of a border, under a policy: what comes in is checked and bounded, and what
 * a page says about a model counts only as far as the host allows.
 *
 * @returns a function that stops serving; engine and transport stay open.
 * @throws EngineError `invalid-model` where the catalogue or `allow.urls` cannot be right.
 */
export function serveEngine(engine: Engine, transport: Transport, options: ServeEngineOptions): () => void {
  return serveListener(createEngineShare(engine, options), transport)
}

/** The same for one of several listeners. */
export function serveListener(share: EngineShare, transport: Transport): () => void {
  const { engine, policy, memory, clock, messagesPerSecond, warn } = share
  const publisher = createPublisher({
    clock,
    intervalMs: share.publishIntervalMs,
    host: memory.id,
    read: () => policy.view(engine.getSnapshot()),
    messages: share.messages,
    canSend: () => transport.canSend?.() ?? true,
    send,
  })
  const yields = createYieldKeeper(engine)
  const admit = createMessageRate(clock, messagesPerSecond)
  /** Calls that are being answered: the same one again needs no second answer. */
  const waiting = new Set<string>()
  let isServing = true
  let lastCheck: Promise<unknown> = Promise.resolve()

  const stops = [engine.subscribe(publisher.changed), transport.onMessage(receive)]
  const stopWatching = transport.onStatus((status) => {
    if (status === 'closed') stop()
  })

  function send(message: DownMessage): void {
    if (!isServing) return
    Promise.resolve(transport.send(message)).catch(() => warn('link', `A ${message.type} could not be sent.`))
  }

  function receive(raw: unknown): void {
    const admission = admit()
    if (admission === 'ignored') return warn('refused', 'A message was passed over: its listener sends far too many.')
    const isSmall = isWithin(raw, share.maxMessageBytes)
    if (admission === 'refused') return drop(isSmall ? raw : null, 'too many came in one second', tooFast())
    if (!isSmall) return drop(raw, 'it is too large', tooLarge())
    const { message, problem } = parseUp(raw)
    if (message !== null) return take(message)
    drop(raw, problem, refuse('invalid-command', `The engine cannot understand this: ${problem}. Correct the call.`))
  }

  function take(message: UpMessage): void {
    if (message.type === 'hello') {
      // The other side learns our version from the snapshot and says what to do about it.
      const version = foreignVersion(message)
      if (version !== null)
        warn('version', `A listener speaks version ${version} of the protocol. Install the same version on both sides.`)
      return publisher.greet()
    }
    if (message.type === 'ping') return send({ type: 'pong' })
    const { type, id } = message
    if (waiting.has(id)) return
    if (waiting.size >= MAX_WAITING) return drop(message, 'too many wait for the engine', tooFast())
    waiting.add(id)
    const outcome: Promise<Receipt | Answer> =
      message.type === 'command' ? memory.run(id, () => carryOut(message.command)) : ask(message.query)
    void outcome.then((settled) => {
      waiting.delete(id)
      reply(type, id, settled)
    })
  }

  async function carryOut(command: Command): Promise<Receipt> {
    // One check after another: a slow catalogue must not let a later command overtake.
    const checking = lastCheck.then(() => policy.checkCommand(command))
    lastCheck = checking
    const checked = await checking
    if (checked.ok) return yields.dispatch(checked.value).catch(() => broken())
    warn('refused', `A listener's "${command.type}" was refused (${checked.error.code}).`)
    return checked
  }

  async function ask(query: Query): Promise<Answer> {
    const checked = await policy.checkQuery(query)
    if (checked.ok) return policy.redact(query, await engine.query(checked.value).catch(() => broken()))
    warn('refused', `A listener's query "${query.type}" was refused (${checked.error.code}).`)
    return checked
  }

  function reply(type: 'command' | 'query', id: string, outcome: Receipt | Answer): void {
    if (type === 'query') return send({ type: 'answer', id, answer: outcome as Answer })
    if (outcome.ok && isServing) publisher.flush()
    send({ type: 'receipt', id, revision: publisher.revision(), receipt: outcome as Receipt })
  }

  function drop(raw: unknown, problem: string, refusal: Refusal): void {
    warn('dropped-message', `A message from a listener was dropped: ${problem}.`)
    const call = callOf(raw)
    if (call !== null) reply(call.type, call.id, refusal)
  }

  function stop(): void {
    isServing = false
    yields.endAll()
    for (const end of stops) end()
    publisher.stop()
    stopWatching()
  }

  function tooFast(): Refusal {
    return refuse(
      'rate-limited',
      `More than ${messagesPerSecond} messages came in one second. Send fewer; this one was not carried out.`,
    )
  }

  function tooLarge(): Refusal {
    return refuse(
      'invalid-command',
      `A message has at most ${share.maxMessageBytes} bytes, and is not nested deeply. Send less: name the model by its id and let the host's catalogue know its files.`,
    )
  }

  return stop
}

function broken(): Refusal {
  return refuse('closed', 'The engine broke while it carried this out. Restart the host; its log may say more.')
}
