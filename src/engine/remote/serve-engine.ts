import type { Answer, Command, Query, Receipt } from '../core/command.js'
import type { Engine } from '../core/engine.js'
import type { BorderClock } from './clock.js'
import { type CommandMemory, createCommandMemory } from './command-memory.js'
import type { Catalog } from './model-policy.js'
import { type Allow, createPolicy } from './policy.js'
import { callOf, type DownMessage, foreignVersion, parseUp } from './protocol.js'
import { createPublisher } from './publisher.js'
import { type Refusal, refuse } from './refusal.js'
import type { Transport } from './transport.js'
import { createWarner, type OnWarning } from './warning.js'
import { createYieldKeeper } from './yield-keeper.js'

export interface ServeEngineOptions {
  /** The models a page may ask for by id. */
  readonly catalog: Catalog
  /** What else a page may do. Default: see {@link Allow}. */
  readonly allow?: Allow
  readonly clock: BorderClock
  /** Least time between two patches, milliseconds. Default 100: ten a second. A patch that goes with a receipt does not wait. */
  readonly publishIntervalMs?: number
  /** Messages that one listener may send in a second; those above it are refused with `rate-limited`. Default 200. */
  readonly messagesPerSecond?: number
  /** Shared by all listeners of one engine. Default: a memory for this listener alone. */
  readonly memory?: CommandMemory
  readonly onWarning?: OnWarning
}

/**
 * Offers an engine to one listener at the other side of a border, under a policy: what comes in is checked and bounded, and what
 * a page says about a model counts only as far as the host allows.
 *
 * @returns a function that stops serving; engine and transport stay open.
 * @throws EngineError `invalid-model` where the catalogue or `allow.urls` cannot be right.
 */
export function serveEngine(engine: Engine, transport: Transport, options: ServeEngineOptions): () => void {
  const { clock, publishIntervalMs = 100, messagesPerSecond = 200, memory = createCommandMemory() } = options
  const warn = createWarner(options.onWarning)
  const policy = createPolicy({
    catalog: options.catalog,
    allow: options.allow,
    knows: (id) => Object.hasOwn(engine.getSnapshot().downloads, id),
    onCatalogFailure: (id) => warn('catalog', `The catalogue failed, or gave another model, for "${id}".`),
  })
  const publisher = createPublisher({
    clock,
    intervalMs: publishIntervalMs,
    read: () => policy.view(engine.getSnapshot()),
    canSend: () => transport.canSend?.() ?? true,
    send,
  })
  const yields = createYieldKeeper(engine)
  let isServing = true
  let windowStartMs = Number.NEGATIVE_INFINITY
  let inWindow = 0
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
    if (isTooFast()) return drop(raw, 'too many came in one second', tooFast(messagesPerSecond))
    const { message, problem } = parseUp(raw)
    if (message === null) {
      return drop(
        raw,
        problem,
        refuse('invalid-command', `The engine cannot understand this: ${problem}. Correct the call.`),
      )
    }
    switch (message.type) {
      case 'hello': {
        // The other side learns our version from the snapshot and says what to do about it.
        const version = foreignVersion(message)
        if (version !== null)
          warn(
            'version',
            `A listener speaks version ${version} of the protocol. Install the same version on both sides.`,
          )
        return publisher.greet()
      }
      case 'command':
        return void memory
          .run(message.id, () => carryOut(message.command))
          .then((receipt) => reply('command', message.id, receipt))
      case 'query':
        return void ask(message.query).then((answer) => reply('query', message.id, answer))
    }
  }

  async function carryOut(command: Command): Promise<Receipt> {
    // One check after another: a slow catalogue must not let a later command overtake.
    const checking = lastCheck.then(() => policy.checkCommand(command))
    lastCheck = checking
    const checked = await checking
    return checked.ok ? yields.dispatch(checked.value).catch(() => broken()) : checked
  }

  async function ask(query: Query): Promise<Answer> {
    const checked = await policy.checkQuery(query)
    return checked.ok ? policy.redact(query, await engine.query(checked.value).catch(() => broken())) : checked
  }

  function reply(type: 'command' | 'query', id: string, outcome: Receipt | Answer): void {
    if (type === 'query') return send({ type: 'answer', id, answer: outcome as Answer })
    if (outcome.ok && isServing) publisher.flush()
    send({ type: 'receipt', id, receipt: outcome as Receipt })
  }

  function drop(raw: unknown, problem: string, refusal: Refusal): void {
    warn('dropped-message', `A message from a listener was dropped: ${problem}.`)
    const call = callOf(raw)
    if (call !== null) reply(call.type, call.id, refusal)
  }

  function isTooFast(): boolean {
    if (clock.now() - windowStartMs >= 1000) {
      windowStartMs = clock.now()
      inWindow = 0
    }
    inWindow += 1
    return inWindow > messagesPerSecond
  }

  function stop(): void {
    isServing = false
    yields.endAll()
    for (const end of stops) end()
    publisher.stop()
    stopWatching()
  }

  return stop
}

function tooFast(messagesPerSecond: number): Refusal {
  return refuse(
    'rate-limited',
    `More than ${messagesPerSecond} messages came in one second. Send fewer; this one was not carried out.`,
  )
}

function broken(): Refusal {
  return refuse('closed', 'The engine broke while it carried this out. Restart the host; its log may say more.')
}
