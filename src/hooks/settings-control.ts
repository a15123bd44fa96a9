import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '../engine/core/engine.js'
import type { ErrorData } from '../engine/core/errors.js'
import type { SettingName, Settings } from '../engine/core/snapshot.js'
import { sendCommand } from './verb-runner.js'

/** What was asked of the settings and is not so, or not yet. */
export interface AskedSettings {
  /** Asked, and not answered yet. */
  readonly pending: Partial<Settings>
  /** Why the last change of a setting was refused, until it is changed again. */
  readonly errors: Readonly<Partial<Record<SettingName, ErrorData>>>
}

export interface SettingsControl {
  readonly asked: StoreApi<AskedSettings>
  /** Gives what was refused, or null. Never rejects. */
  change(settings: Partial<Settings>, keepsError: boolean): Promise<ErrorData | null>
}

interface Change {
  settings: Partial<Settings>
  keepsError: boolean
  readonly answer: Promise<ErrorData | null>
  readonly settle: (error: ErrorData | null) => void
}

/** Sends changes one after another; one that waits is replaced by a newer one of the same settings, so that a slider may be dragged. */
export function createSettingsControl(engine: Engine): SettingsControl {
  const asked = createStore<AskedSettings>(() => ({ pending: {}, errors: {} }))
  const line: Change[] = []
  let isSending = false

  const show = (errors: AskedSettings['errors']): void => {
    asked.setState({ pending: Object.assign({}, ...line.map(({ settings }) => settings)), errors }, true)
  }

  const send = async (): Promise<void> => {
    if (isSending) return
    isSending = true
    for (let next = line[0]; next !== undefined; next = line[0]) {
      const error = await sendCommand(engine, { type: 'configure', settings: next.settings })
      line.shift()
      const isKept = error !== null && next.keepsError
      const names = Object.keys(next.settings) as SettingName[]
      const refused = isKept ? Object.fromEntries(names.map((name) => [name, error])) : {}
      show({ ...asked.getState().errors, ...refused })
      next.settle(error)
    }
    isSending = false
  }

  return {
    asked,
    change(settings, keepsError) {
      const names = Object.keys(settings)
      const errors = Object.entries(asked.getState().errors).filter(([name]) => !names.includes(name))
      // The first is on its way.
      const waiting = line.slice(1).find((change) => Object.keys(change.settings).join() === names.join())
      if (waiting === undefined) line.push(createChange(settings, keepsError))
      else Object.assign(waiting, { settings, keepsError: waiting.keepsError || keepsError })
      show(Object.fromEntries(errors))
      void send()
      return (waiting ?? (line.at(-1) as Change)).answer
    },
  }
}

function createChange(settings: Partial<Settings>, keepsError: boolean): Change {
  let settle: Change['settle'] = () => undefined
  const answer = new Promise<ErrorData | null>((resolve) => {
    settle = resolve
  })
  return { settings, keepsError, answer, settle }
}
