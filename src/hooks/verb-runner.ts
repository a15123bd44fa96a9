import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Command } from '../engine/core/command.js'
import type { Engine } from '../engine/core/engine.js'
import { type ErrorData, errorDataOf } from '../engine/core/errors.js'

/** What a person can ask of one download. */
export type DownloadVerb = 'download' | 'pause' | 'resume' | 'cancel' | 'retry' | 'remove'

export type VerbCommand = Extract<Command, { type: DownloadVerb }>

/** What the verbs of one download are about. Kept beside the snapshot, so that every hook and component of a model shows the same. */
export interface VerbState {
  /** The verb that the engine has not answered yet. */
  readonly pending: DownloadVerb | null
  /** Why the last verb was refused; cleared by the next. */
  readonly error: ErrorData | null
}

export type VerbStates = ReadonlyMap<string, VerbState>

export const IDLE: VerbState = { pending: null, error: null }

export interface VerbRunner {
  readonly states: StoreApi<VerbStates>
  /** Gives what was refused, or null, and leaves it in the state. Never rejects. */
  run(command: VerbCommand): Promise<ErrorData | null>
  /** The same, but leaves the error to the caller alone. */
  runForCaller(command: VerbCommand): Promise<ErrorData | null>
}

interface Running {
  readonly answer: Promise<ErrorData | null>
  keepsError: boolean
}

/** Sends the verbs of an engine's downloads; a verb that is under way is not sent twice. */
export function createVerbRunner(engine: Engine): VerbRunner {
  const states = createStore<VerbStates>(() => new Map())
  const running = new Map<string, Running>()
  const newest = new Map<string, Running>()

  const show = (id: string, state: VerbState): void => {
    const next = new Map(states.getState())
    if (state.pending === null && state.error === null) next.delete(id)
    else next.set(id, state)
    states.setState(next, true)
  }

  const start = (command: VerbCommand, keepsError: boolean): Promise<ErrorData | null> => {
    const id = modelIdOf(command)
    const { type, keepPartial, startNow, allowMetered }: Partial<Record<string, unknown>> = command as never
    const key = JSON.stringify([type, id, keepPartial === true, startNow === true, allowMetered === true])
    const twin = running.get(key)
    if (twin !== undefined) {
      if (keepsError) twin.keepsError = true
      return twin.answer
    }
    const answer = sendCommand(engine, command).then((error) => {
      running.delete(key)
      if (newest.get(id) === entry) {
        newest.delete(id)
        show(id, { pending: null, error: entry.keepsError ? error : null })
      }
      return error
    })
    const entry: Running = { answer, keepsError }
    running.set(key, entry)
    newest.set(id, entry)
    show(id, { pending: command.type, error: null })
    return answer
  }

  return {
    states,
    run: (command) => start(command, true),
    runForCaller: (command) => start(command, false),
  }
}

function modelIdOf(command: VerbCommand): string {
  return command.type === 'download' ? command.model.id : command.id
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
