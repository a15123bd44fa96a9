import { createStore } from 'zustand/vanilla'
import type { Answer, Command, Query, Receipt } from '../core/command.js'
import type { Engine } from '../core/engine.js'
import { type ErrorData, errorDataOf } from '../core/errors.js'
import { INITIAL_SNAPSHOT } from '../core/snapshot.js'
import { ANSWER_SCHEMAS } from './answer-schema.js'
import { checkCommand, checkQuery } from './check-request.js'
import type { BorderClock } from './clock.js'
import { createGreeting } from './greeting.js'
import { createMirror } from './mirror.js'
import { type Call, createPendingCalls } from './pending-calls.js'
import { type DownMessage, foreignVersion, PROTOCOL_VERSION, parse, parseDown, type WireAnswer } from './protocol.js'
import { type Refusal, refuse } from './refusal.js'
import { randomId, systemClock } from './system-clock.js'
import type { Transport } from './transport.js'
import { createWarner, type OnWarning } from './warning.js'

export interface ConnectEngineOptions {
  /** Default: the machine's. */
  readonly clock?: BorderClock
  /** How long a command or query waits for a link that is down before it is refused with `link-lost`, milliseconds. Default 10000. */
  readonly waitMs?: number
  /** Whether an error of the transport's is one that waiting does not mend: what was not sent is then refused with it at once. Default: none is. */
  readonly isFinal?: (error: ErrorData) => boolean
  readonly onWarning?: OnWarning
}

/**
 * An engine at the other side of a border, as a full {@link Engine} on this side.
 *
 * `link` is `connecting` until the first snapshot, and `lost` while the transport is down: the last snapshot stays, and it goes on
 * from a fresh one. A command that was under way when the link broke is sent again under its own id, which the other side remembers, so
 * that it runs once. Bytes and files stay at the other side.
 */
export function connectEngine(transport: Transport, options: ConnectEngineOptions = {}): Engine {
  const { clock = systemClock, waitMs = 10_000, isFinal = () => false } = options
  const warn = createWarner(options.onWarning)
  const store = createStore(() => INITIAL_SNAPSHOT)
  const mirror = createMirror(store)
  const calls = createPendingCalls({ clock, waitMs, reason: () => reason, isFinal, resend: deliver })
  const greeting = createGreeting(clock, () => send({ type: 'hello', version: PROTOCOL_VERSION }))
  /** Receipts that came before what they speak of. */
  const early = new Map<string, { readonly revision: number; readonly receipt: Receipt }>()
  const prefix = randomId(clock)
  let host: string | null = null
  let lastCall = 0
  let reason: ErrorData | null = null
  let closing: Promise<void> | null = null

  const stops = [transport.onStatus(onStatus), transport.onMessage(onMessage)]
  if (transport.getStatus() === 'open') greeting.begin()

  function onStatus(status: ReturnType<Transport['getStatus']>, error: ErrorData | null): void {
    reason = error
    if (status === 'open') return greeting.begin()
    greeting.end()
    mirror.lost()
    early.clear()
    calls.linkLost()
    if (status === 'closed') void close()
  }

  function onMessage(raw: unknown): void {
    const version = foreignVersion(raw)
    if (version !== null) return onForeign(version)
    const { message, problem } = parseDown(raw)
    if (message === null) return warn('dropped-message', `A message from the engine was dropped: ${problem}.`)
    switch (message.type) {
      case 'snapshot':
        greeting.end()
        if (host !== null && host !== message.host) onOtherHost()
        host = message.host
        mirror.reset(message.snapshot)
        settleReceipts()
        for (const call of calls.linkUp()) deliver(call)
        return
      case 'patch':
        if (mirror.apply(message.patch) === 'mismatch') greeting.begin()
        return settleReceipts()
      case 'pulse':
        if (mirror.expect(message.revision) === 'mismatch') greeting.begin()
        return
      case 'pong':
        return
      case 'receipt':
        return onReceipt(message)
      case 'answer':
        return onAnswer(message.id, message.answer)
    }
  }

  function onReceipt({ id, revision, receipt }: Extract<DownMessage, { type: 'receipt' }>): void {
    if (calls.get(id)?.type !== 'command') return
    if (revision === null || mirror.hasRevision(revision)) return calls.settle(id, receipt)
    // Its patch was lost or comes later; nobody shall read the snapshot of before.
    early.set(id, { revision, receipt })
    if (mirror.expect(revision) === 'mismatch') greeting.begin()
  }

  function settleReceipts(): void {
    for (const [id, { revision, receipt }] of early) {
      if (!mirror.hasRevision(revision)) continue
      early.delete(id)
      calls.settle(id, receipt)
    }
  }

  function onOtherHost(): void {
    for (const [id, { receipt }] of early) calls.settle(id, receipt)
    early.clear()
    calls.hostChanged()
  }

  function onAnswer(id: string, answer: WireAnswer): void {
    const call = calls.get(id)
    if (call?.type !== 'query') return
    if (!answer.ok) return calls.settle(id, answer)
    const { message: value, problem } = parse<unknown>(ANSWER_SCHEMAS[call.query.type], answer.value)
    if (problem === null) return calls.settle(id, { ok: true, value })
    warn('dropped-message', `An answer from the engine was dropped: ${problem}.`)
    calls.settle(
      id,
      refuse(
        'bad-response',
        `The engine's answer cannot be understood: ${problem}. Install the same version on both sides.`,
      ),
    )
  }

  function onForeign(version: number): void {
    const message = `The engine speaks version ${version} of the protocol and this side version ${PROTOCOL_VERSION}. Install the same version of the package on both sides.`
    const refusal = refuse('unsupported', message)
    reason = refusal.error
    warn('version', message)
    calls.settleAll(refusal)
  }

  function deliver(call: Call): void {
    calls.markSent(call.id)
    send(call, (error) =>
      calls.settle(call.id, {
        ok: false,
        error: errorDataOf(error, 'link-lost', 'The message could not be sent. Try again.'),
      }),
    )
  }

  function send(message: unknown, onRefused?: (error: unknown) => void): void {
    Promise.resolve(transport.send(message)).catch((error: unknown) => onRefused?.(error))
  }

  function call<R>(kind: { command: Command } | { query: Query }): Promise<R | Refusal> {
    if (closing !== null) return Promise.resolve(closed())
    lastCall += 1
    const id = `${prefix}-${lastCall}`
    const message: Call = 'command' in kind ? { type: 'command', id, ...kind } : { type: 'query', id, ...kind }
    return new Promise((resolve) => {
      calls.add(message, mirror.isInStep(), (reply) => resolve(reply as R))
      if (mirror.isInStep()) deliver(message)
    })
  }

  function close(): Promise<void> {
    closing ??= Promise.resolve().then(() => transport.close())
    for (const stop of stops) stop()
    greeting.end()
    mirror.close()
    calls.settleAll(closed())
    return closing
  }

  return {
    getSnapshot: store.getState,
    subscribe: (onChange) => store.subscribe(() => onChange()),
    async dispatch(command) {
      const checked = checkCommand(command)
      return checked.ok ? call<Receipt>({ command: checked.value }) : checked
    },
    async query<Q extends Query>(query: Q) {
      const checked = checkQuery(query)
      return checked.ok ? call<Answer<Q['type']>>({ query: checked.value }) : checked
    },
    close,
  }
}

function closed(): Refusal {
  return refuse(
    'closed',
    'This connection to the engine was closed. Connect again to go on; downloads go on by themselves.',
  )
}
