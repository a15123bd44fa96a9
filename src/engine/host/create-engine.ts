import type { Answer, Command, Query, Receipt } from '../core/command.js'
import { isRunning } from '../core/download.js'
import type { Engine } from '../core/engine.js'
import { EngineError, type ErrorData, errorDataOf } from '../core/errors.js'
import type { Input } from '../core/input.js'
import { shareOf } from '../core/limit.js'
import { type EngineState, initialState } from '../core/state.js'
import { transition } from '../core/transition.js'
import type { Platform } from '../ports/platform.js'
import { createBandwidth } from './bandwidth.js'
import { stateOptions } from './check-options.js'
import { createConnectionLedger } from './connection-ledger.js'
import type { HostContext } from './context.js'
import { createDigestClaims } from './digest-claims.js'
import { createOpening } from './opening.js'
import type { EngineOptions } from './options.js'
import { checkModel, prepareCommand } from './prepare-command.js'
import { createProbes } from './probes.js'
import { createPublisher } from './publisher.js'
import { answer } from './queries.js'
import { createRecordStore } from './record-store.js'
import { createEffectRunner } from './run-effect.js'
import { createRuns } from './runs.js'
import { createSourceLedger } from './source-ledger.js'
import { createSpaceLedger } from './space-ledger.js'
import { createBlockPool } from './transfer/block-pool.js'
import { createWriteBudget } from './transfer/write-budget.js'

/**
 * Makes an engine of a platform's ports. At once usable: what is asked before the journal is read waits for it
 * (`snapshot.link` is `connecting` until then).
 *
 * @throws EngineError `invalid-command` for an option that cannot be
 */
export function createEngine(platform: Platform, options: EngineOptions = {}): Engine {
  let state: EngineState = firstState(platform, options)
  let closing: Promise<void> | null = null
  const effects = new Set<Promise<ErrorData | null>>()
  const host: HostContext = {
    platform,
    options,
    store: createRecordStore(platform.journal, () => state.owner),
    space: createSpaceLedger(platform.files),
    digests: createDigestClaims(),
    writeBudget: createWriteBudget(),
    blockPool: createBlockPool(),
    connections: createConnectionLedger(platform.http.usefulConnections),
    sources: createSourceLedger(platform.clock),
    bandwidth: createBandwidth(platform.clock, (id) => shareOf(state, id)),
    settings: () => state.settings,
  }
  const publisher = createPublisher(platform.clock, () => state, options.publishIntervalMs)
  const runs = createRuns(host, (input) => void send(input))
  const probes = createProbes(host)
  const runEffects = createEffectRunner(host, runs, probes, (input) => void send(input))
  const opening = createOpening(host, (input) => void send(input))
  const stopListening = platform.connectivity.subscribe(hearNetwork)
  hearNetwork()
  void opening.ready()

  function send(input: Input): { readonly receipt: Receipt | null; readonly settled: Promise<ErrorData | null> } {
    if (input.type === 'woken' && state.settings.schedule !== null) hearZone()
    const next = transition(state, input, platform.clock.now())
    state = next.state
    publisher.changed()
    const settled = runEffects(next.effects)
    effects.add(settled)
    void settled.finally(() => effects.delete(settled))
    // Somebody waits for the last one of all, and nothing follows that could be told together with it.
    if (input.type === 'completed' && !isBusy(state)) void settled.finally(publisher.soon)
    return { receipt: next.receipt, settled }
  }

  function hearNetwork(): void {
    send({ type: 'network', network: platform.connectivity.current() })
  }

  /** Only a schedule asks for it, and to learn it takes a process some 15 ms. */
  function hearZone(): void {
    const timeZone = platform.clock.timeZone()
    if (timeZone !== state.timeZone) send({ type: 'zone', timeZone })
  }

  async function dispatch(command: Command): Promise<Receipt> {
    try {
      checkModel(command, options)
      if (command.type === 'download') platform.http.prepare?.()
      const broken = await opening.ready()
      if (broken !== null && 'model' in command) return { ok: false, error: broken }
      const prepared = await prepareCommand(host, state, command)
      if (command.type === 'configure') hearZone()
      const { receipt, settled } = send({ type: 'command', command: prepared.command })
      const failure = await settled
      if (receipt?.ok) await prepared.after(() => state)
      publisher.flush()
      return failure === null ? (receipt as Receipt) : { ok: false, error: failure }
    } catch (thrown) {
      return { ok: false, error: errorDataOf(thrown, 'invalid-command', 'That is not a command that an engine knows.') }
    }
  }

  async function close(): Promise<void> {
    stopListening()
    send({ type: 'closed' })
    void runEffects([{ type: 'wake', atMs: null }])
    probes.stop()
    await runs.stopAll()
    // A write that is under way when the lock is let go would land on the next owner's journal.
    while (effects.size > 0) await Promise.all(effects)
    await host.store.close()
    await opening.close()
    publisher.flush()
    publisher.stop()
    await Promise.all([platform.http.close(), platform.digest.close()])
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
        const broken = await opening.ready()
        if (broken !== null) return { ok: false, error: broken }
        return { ok: true, value: await answer(host, state, query) } as unknown as Answer<Q['type']>
      } catch (thrown) {
        return { ok: false, error: errorDataOf(thrown, 'storage-io', 'The models on disk could not be read.') }
      }
    },
    close() {
      closing ??= close()
      return closing
    },
  }
}

function isBusy({ downloads }: EngineState): boolean {
  for (const { status } of downloads.values()) if (isRunning(status)) return true
  return false
}

function firstState(platform: Platform, options: EngineOptions): EngineState {
  const stated = stateOptions(options)
  const zone = stated.settings?.schedule ? { timeZone: platform.clock.timeZone() } : {}
  const state = initialState({ ...stated, ...zone })
  if (platform.files.incoming !== undefined) return state
  const commands = state.capabilities.commands.filter((type) => type !== 'adopt')
  return { ...state, capabilities: { ...state.capabilities, commands } }
}
