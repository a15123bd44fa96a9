import { isLimit, problemOfSchedule } from './check-schedule.js'
import { EngineError } from './errors.js'
import type { Schedule, SettingName, Settings } from './snapshot.js'

const METERED: readonly unknown[] = ['ask', 'allow', 'wait']

const CHECKS: Record<SettingName, (value: unknown) => string | null> = {
  concurrency: (value) => (isCount(value) ? null : 'concurrency is a whole number from 1 to 100'),
  connections: (value) =>
    value === 'auto' || isCount(value) ? null : "connections is 'auto' or a whole number from 1 to 100",
  bytesPerSecondLimit: (value) =>
    isLimit(value) ? null : 'bytesPerSecondLimit is a number of at least 1, or null for none',
  schedule: problemOfSchedule,
  metered: (value) => (METERED.includes(value) ? null : "metered is 'ask', 'allow' or 'wait'"),
}

/** Settings that can be changed, wherever the platform does not say otherwise. */
export const SETTING_NAMES: readonly SettingName[] = Object.keys(CHECKS) as SettingName[]

/**
 * Checks a change of settings against what they may be and what the engine supports.
 *
 * @throws EngineError `invalid-command` or `unsupported`
 */
export function checkSettings(change: Partial<Settings>, supported: readonly SettingName[]): Partial<Settings> {
  if (typeof change !== 'object' || change === null) {
    throw new EngineError('invalid-command', 'The settings to change are an object like { concurrency: 3 }.')
  }
  for (const [name, value] of Object.entries(change)) {
    if (!Object.hasOwn(CHECKS, name)) throw new EngineError('invalid-command', `There is no setting "${name}".`)
    const problem = CHECKS[name as SettingName](value)
    if (problem !== null) throw new EngineError('invalid-command', `The setting cannot be taken: ${problem}.`)
    if (!supported.includes(name as SettingName)) {
      throw new EngineError(
        'unsupported',
        `This engine cannot change "${name}". Its capabilities list the settings that it can.`,
      )
    }
  }
  // What an app gave it may change, and the state never changes behind its own back.
  return change.schedule == null ? { ...change } : { ...change, schedule: copyOf(change.schedule) }
}

function copyOf({ timeZone, windows }: Schedule): Schedule {
  const copies = windows.map(({ days, from, to, bytesPerSecondLimit }) => ({
    days: [...days],
    from,
    to,
    bytesPerSecondLimit,
  }))
  return { timeZone, windows: copies }
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 100
}
