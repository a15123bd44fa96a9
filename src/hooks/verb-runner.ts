import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Command, CommandType } from '../engine/core/command.js'
import type { Engine } from '../engine/core/engine.js'
import { type ErrorData, errorDataOf, fromErrorData } from '../engine/core/errors.js'

/** What a person can ask of one download. */
export type DownloadVerb = 'download' | 'pause' | 'resume' | 'cancel' | 'retry' | 'remove' | 'update'

export type CommandOf<V extends CommandType> = Extract<Command, { type: V }>

/** What the verbs of one model are about. Kept beside the snapshot, so that every hook and component of a model shows the same. */
export interface VerbState<V extends CommandType = DownloadVerb> {
  /** The verb that the engine has not answered yet. */
  readonly pending: V | null
  /** Why the last verb that keeps its error was refused; cleared by the next of them. */
  readonly error: ErrorData | null
}

/** By model id; `''` for what is about no model alone. */
export type VerbStates<V extends CommandType = DownloadVerb> = ReadonlyMap<string, VerbState<V>>

export const IDLE: VerbState<never> = { pending: null, error: null }

export interface VerbRunner<V extends CommandType = DownloadVerb> {
  readonly states: StoreApi<VerbStates<V>>
  /** Gives what was refused, or null, and leaves it in the state. Never rejects. */
  run(command: CommandOf<V>): Promise<ErrorData | null>
  /** The same, but leaves the error to the caller alone, and what an earlier verb left in the state. */
  runForCaller(command: CommandOf<V>): Promise<ErrorData | null>
}

interface Running {
  readonly answer: Promise<ErrorData | null>
}

/** Sends the verbs of an engine's models; a verb that is under way is not sent twice. */
export function createVerbRunner<V extends CommandType>(engine: Engine): VerbRunner<V> {
  const states = createStore<VerbStates<V>>(() => new Map())
  const running = new Map<string, Running>()
  const newest = new Map<string, Running>()
  const newestKept = new Map<string, Running>()

  const show = (id: string, change: Partial<VerbState<V>>): void => {
    const next = new Map(states.getState())
    const state = { ...(next.get(id) ?? IDLE), ...change }
    if (state.pending === null && state.error === null) next.delete(id)
    else next.set(id, state)
    states.setState(next, true)
  }

  const keepErrorOf = (entry: Running, id: string): { readonly error: null } => {
    newestKept.set(id, entry)
    return { error: null }
  }

  const start = (command: Command & { readonly type: V }, keepsError: boolean): Promise<ErrorData | null> => {
    const id = modelIdOf(command)
    // A model may be described anew at each render: it is the same one by its id.
    const key = JSON.stringify([id, { ...command, model: undefined }])
    const twin = running.get(key)
    if (twin !== undefined) {
      if (keepsError) show(id, keepErrorOf(twin, id))
      return twin.answer
    }
    const answer = sendCommand(engine, command).then((error) => {
      running.delete(key)
      const isNewest = newest.get(id) === entry && newest.delete(id)
      const isKept = newestKept.get(id) === entry && newestKept.delete(id)
      if (isNewest || isKept) show(id, { ...(isNewest && { pending: null }), ...(isKept && { error }) })
      return error
    })
    const entry: Running = { answer }
    running.set(key, entry)
    newest.set(id, entry)
    show(id, { pending: command.type, ...(keepsError && keepErrorOf(entry, id)) })
    return answer
  }

  return {
    states,
    run: (command) => start(command, true),
    runForCaller: (command) => start(command, false),
  }
}

function modelIdOf(command: Command): string {
  if ('model' in command) return command.model.id
  return 'id' in command ? command.id : ''
}

/** Gives what was refused, or null. Never rejects. */
export async function sendCommand(engine: Engine, command: Command): Promise<ErrorData | null> {
  try {
    const receipt = await engine.dispatch(command)
    return receipt.ok ? null : receipt.error
  } catch (thrown) {
    return errorDataOf(thrown, 'link-lost', `The engine gave no answer to "${command.type}". Try again.`)
  }
}

/** A verb that leaves a refusal in the state, and its twin that throws it. */
export type VerbPair<A extends readonly unknown[]> = [
  verb: (...args: A) => void,
  verbAsync: (...args: A) => Promise<void>,
]

/** Makes both forms of a verb. */
export function verbPair<V extends CommandType, A extends readonly unknown[]>(
  runner: Pick<VerbRunner<V>, 'run' | 'runForCaller'>,
  command: (...args: A) => CommandOf<V>,
): VerbPair<A> {
  return [
    (...args) => void runner.run(command(...args)),
    async (...args) => throwIfRefused(await runner.runForCaller(command(...args))),
  ]
}

type Commands<V extends CommandType> = Readonly<Record<string, (...args: never) => CommandOf<V>>>

type VerbsOf<C extends Commands<CommandType>> = {
  readonly [K in keyof C]: (...args: Parameters<C[K]>) => void
} & {
  readonly [K in keyof C & string as `${K}Async`]: (...args: Parameters<C[K]>) => Promise<void>
}

/** Makes both forms of several verbs, by their names. */
export function verbsOf<V extends CommandType, C extends Commands<V>>(
  runner: Pick<VerbRunner<V>, 'run' | 'runForCaller'>,
  commands: C,
): VerbsOf<C> {
  const verbs: Record<string, unknown> = {}
  for (const [name, command] of Object.entries(commands)) {
    ;[verbs[name], verbs[`${name}Async`]] = verbPair(runner, command)
  }
  return verbs as VerbsOf<C>
}

/** @throws EngineError made of the data, where there is any. */
export function throwIfRefused(error: ErrorData | null): void {
  if (error !== null) throw fromErrorData(error)
}
