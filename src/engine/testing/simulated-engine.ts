import type { Engine } from '../core/engine.js'
import { EngineError, toErrorData } from '../core/errors.js'
import type { EngineSnapshot, Link } from '../core/snapshot.js'
import { createEngine } from '../host/create-engine.js'
import type { EngineOptions } from '../host/options.js'
import { createSimulatedMachine, type MachineOptions, type SimulatedMachine } from './simulated-machine.js'

export interface SimulatedEngineOptions extends EngineOptions, MachineOptions {
  /** A computer to run on, with what earlier engines left on its disk. Default: a new one, made by the other options. */
  readonly machine?: SimulatedMachine
}

/** The real core and the real host over a simulated computer, with the controls of that computer. */
export interface SimulatedEngine extends Engine {
  readonly machine: SimulatedMachine
  /** Moves virtual time on; see {@link VirtualClock.advance}. */
  advance(ms: number): Promise<void>
  /** Moves virtual time on until the snapshot is as asked; throws after `maxMs` (default an hour). */
  until(predicate: (snapshot: EngineSnapshot) => boolean, maxMs?: number): Promise<void>
  /** Lets real time drive the engine, `speed` virtual seconds a second (default 1); gives a function that stops it. */
  flow(speed?: number): () => void
  /** Shows another state of the link, as an engine behind a border does; null shows the true one. While it is not `open`, commands are refused with `link-lost`. */
  setLink(link: Link | null): void
  /** Ends the engine as `kill -9` does (with `powerLoss`: as pulling the plug does) and starts another one on the same computer. */
  restart(options?: { readonly powerLoss?: boolean }): SimulatedEngine
}

/** More virtual time than any command may take. */
const ANSWER_MS = 60_000

/**
 * An engine that downloads from nowhere to nowhere, for stories and tests. Nothing moves by itself: call `advance`, `until` or `flow`.
 * Commands and queries move time by as much as they need to settle.
 */
export function createSimulatedEngine(options: SimulatedEngineOptions = {}): SimulatedEngine {
  const machine = options.machine ?? createSimulatedMachine(options)
  const { clock } = machine
  const process = machine.boot()
  const engine = createEngine(process.platform, options)
  const listeners = new Set<() => void>()
  let link: Link | null = null
  let shown: { readonly of: EngineSnapshot; readonly link: Link; readonly snapshot: EngineSnapshot } | null = null

  function getSnapshot(): EngineSnapshot {
    const of = engine.getSnapshot()
    if (link === null) return of
    if (shown === null || shown.of !== of || shown.link !== link) shown = { of, link, snapshot: { ...of, link } }
    return shown.snapshot
  }

  function subscribe(onChange: () => void): () => void {
    listeners.add(onChange)
    const stop = engine.subscribe(onChange)
    return () => {
      listeners.delete(onChange)
      stop()
    }
  }

  /** Moves time until a promise settles: a user who clicks in a story that stands still shall see what the click did. */
  function settled<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false
    const done = (): void => {
      isSettled = true
    }
    promise.then(done, done)
    // Whoever moves time already may settle it first, so nobody waits for this mover's turn.
    clock.runUntil(() => isSettled, ANSWER_MS).catch(() => undefined)
    return promise
  }

  async function reach<T>(ask: () => Promise<T>): Promise<T | { ok: false; error: ReturnType<typeof toErrorData> }> {
    if (link === null || link === 'open') return settled(ask())
    return {
      ok: false,
      error: toErrorData(new EngineError('link-lost', 'The engine is out of reach. Try again in a while.')),
    }
  }

  return {
    machine,
    getSnapshot,
    subscribe,
    dispatch: (command) => reach(() => engine.dispatch(command)),
    query: (query) => reach(() => engine.query(query)),
    close: () => settled(engine.close()),
    advance: (ms) => clock.advance(ms),
    until: (predicate, maxMs) => clock.runUntil(() => predicate(getSnapshot()), maxMs),
    flow: (speed) => clock.flow(speed),
    setLink(next) {
      link = next
      for (const listener of [...listeners]) listener()
    },
    restart(how) {
      process.kill(how)
      return createSimulatedEngine({ ...options, machine })
    },
  }
}
