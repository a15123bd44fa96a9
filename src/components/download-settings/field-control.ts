import type { SettingsFieldContextValue } from './settings-context.js'

/** What every control of a field carries. It stays focusable while the engine is out of reach, and takes nothing then. */
export function controlOf(
  { controlId, problemId, problem, state }: SettingsFieldContextValue,
  isReachable: boolean,
): Record<string, unknown> {
  return {
    id: controlId,
    'aria-describedby': problem === null ? undefined : problemId,
    'aria-invalid': state.invalid || state.refused ? true : undefined,
    'aria-disabled': isReachable ? undefined : true,
    readOnly: isReachable ? undefined : true,
  }
}
