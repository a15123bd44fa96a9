import type { Answer, Command, Query, Receipt } from '../core/command.js'
import { receivedBytes } from '../core/download-state.js'
import type { Engine } from '../core/engine.js'
import { EngineError, type ErrorData, errorDataOf } from '../core/errors.js'
import type { CheckedCommand, Input } from '../core/input.js'
import { parseModel } from '../core/parse-model.js'
import type { LoadedRecord } from '../core/record.js'
import type { RetryPolicy } from '../core/retry.js'
import { checkSettings } from '../core/settings.js'
import type { Settings } from '../core/snapshot.js'
import { type EngineState, initialState } from '../core/state.js'
import { NO_TRAFFIC } from '../core/traffic.js'
import { transition } from '../core/transition.js'
import { isDeclaredUpdate } from '../core/version.js'
import { createPublisher } from '../host/publisher.js'
import type { Clock } from '../ports/clock.js'
import { MOVER_CAPABILITIES, type Mover } from './mover.js'
import { createMoverEffects } from './mover-effects.js'
import { createMoverMemory, type MoverStore } from './mover-memory.js'
import { answerQuery } from './mover-queries.js'
import { systemClock } from './system-clock.js'

export interface ConnectMoverOptions {
  /** Models at once. Default 2, or what the mover can. */
  readonly concurrency?: number
  /** Bytes per second over all downloads. Default null: no limit. */
  readonly bytesPerSecondLimit?: number | null
  readonly retry?: Partial<RetryPolicy>
  /** Where what was asked for is kept over restarts. Default: nowhere. */
  readonly store?: MoverStore
  /** Whether what ran when the last engine ended runs again. Default true. */
  readonly autoResume?: boolean
  /** Least time between two publishes, milliseconds. Default 100. */
  readonly publishIntervalMs?: number
  /** Default: the machine's. */
  readonly clock?: Clock
}

/**
 * An engine whose bytes something else moves. Queue, retries, settings and numbers are the same core's that every engine has; what
 * the mover cannot do is not in the capabilities and is refused with `unsupported`.
 *
 * @throws EngineError `invalid-command` for an option that cannot be
 */
export function connectMover(mover: Mover, options: ConnectMoverOptions = {}): Engine {
  const { clock = systemClock, publishIntervalMs, autoResume = true } = options
  const memory = createMoverMemory(options.store)
  let state = firstState(mover, options, clock)
  let closing: Promise<void> | null = null
  const publisher = createPublisher(clock, () => state, publishIntervalMs)
  const effects = createMoverEffects(mover, memory, clock, (input) => void send(input))
  const opening = open()

  function send(
    input: Input,
    before: EngineState = state,
  ): { readonly receipt: Receipt | null; readonly settled: Promise<ErrorData | null> } {
    const { capabilities } = state
    const next = transition(before, input, clock.now())
    state = before === state ? next.state : { ...next.state, capabilities }
    publisher.changed()
    return { receipt: next.receipt, settled: effects.run(next.effects) }
  }

  /** For the mover's own word, which is true whatever an app may ask for. */
  function force(command: Extract<CheckedCommand, { type: 'pause' | 'resume' }>): void {
    send({ type: 'command', command }, { ...state, capabilities: MOVER_CAPABILITIES })
  }

  async function open(): Promise<ErrorData | null> {
    try {
      await mover.open?.({
        paused: (id) => force({ type: 'pause', id }),
        resumed: (id) => force({ type: 'resume', id }),
        network: (online) => void send({ type: 'network', network: { online, metered: null } }),
      })
      const { records, order } = await memory.load()
      const loaded = (await Promise.all(records.map(async (record) => loadedOf(record)))).flatMap((one) => one ?? [])
      send({ type: 'loaded', records: loaded, order, autoResume })
      send({ type: 'owner', owner: true })
      return null
    } catch (thrown) {
      send({ type: 'loaded', records: [], order: [], autoResume })
      return errorDataOf(thrown, 'network', 'What moves the bytes cannot be reached. Check that it runs.')
    } finally {
      publisher.flush()
    }
  }

  /** A record with what is here now; null where a complete model is gone, or nothing is left of a cancelled one. */
  async function loadedOf(record: LoadedRecord['record']): Promise<LoadedRecord | null> {
    const { status, files } = await mover.look(record.model)
    const committedBytes = receivedBytes(files)
    const isGone = record.intent === 'completed' ? status !== 'available' : committedBytes === 0
    if (isGone && (record.intent === 'completed' || record.intent === 'cancelled')) {
      memory.forget(record.model.id)
      return null
    }
    return { record, files, committedBytes, traffic: { ...NO_TRAFFIC, fetchedBytes: committedBytes } }
  }

  function prepare(command: Command): CheckedCommand {
    if (command.type !== 'download') return command as CheckedCommand
    const model = parseModel(command.model, { allowInsecureHttp: true })
    const known = state.downloads.get(model.id)
    if (known?.status === 'completed' && isDeclaredUpdate(known.model, model))
      throw new EngineError(
        'unsupported',
        `This engine cannot update model "${model.id}" to another revision. Remove it first, or give the new one an id of its own.`,
      )
    return { ...command, model }
  }

  async function dispatch(command: Command): Promise<Receipt> {
    try {
      if (command?.type === 'download') prepare(command)
      const broken = await opening
      if (broken !== null && closing === null) return { ok: false, error: broken }
      const { receipt, settled } = send({ type: 'command', command: prepare(command) })
      const failure = await settled
      publisher.flush()
      return failure === null ? (receipt as Receipt) : { ok: false, error: failure }
    } catch (thrown) {
      return { ok: false, error: errorDataOf(thrown, 'invalid-command', 'That is not a command that an engine knows.') }
    }
  }

  async function close(): Promise<void> {
    await opening
    const { settled } = send({ type: 'closed' })
    publisher.flush()
    await settled
    await effects.stopAll()
    await memory.settled().catch(() => undefined)
    publisher.stop()
    await mover.close?.()
  }

  return {
    getSnapshot: publisher.getSnapshot,
    subscribe: publisher.subscribe,
    dispatch,
    async query<Q extends Query>(query: Q): Promise<Answer<Q['type']>> {
      try {
        if (typeof query?.type !== 'string')
          throw new EngineError('invalid-command', 'That is not a query that an engine knows.')
        if (closing !== null) throw new EngineError('closed', 'The engine is closed. Make a new one to ask it.')
        const broken = await opening
        if (broken !== null) return { ok: false, error: broken }
        return { ok: true, value: await answerQuery(mover, memory, state, query) } as unknown as Answer<Q['type']>
      } catch (thrown) {
        return { ok: false, error: errorDataOf(thrown, 'network', 'What moves the bytes did not answer.') }
      }
    },
    close() {
      closing ??= close()
      return closing
    },
  }
}

function firstState(mover: Mover, options: ConnectMoverOptions, clock: Clock): EngineState {
  const { concurrency = mover.concurrency, bytesPerSecondLimit } = options
  const given: Partial<Settings> = Object.fromEntries(
    Object.entries({ concurrency, bytesPerSecondLimit }).filter(([, value]) => value !== undefined),
  )
  const settings = checkSettings(given, ['concurrency', 'bytesPerSecondLimit'])
  const state = initialState({ settings, retry: options.retry ?? {}, timeZone: clock.timeZone() })
  return { ...state, capabilities: mover.capabilities }
}
