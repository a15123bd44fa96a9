import { ANY_TIME, hoursAt } from './hours.js'
import type { Schedule } from './snapshot.js'

const MOST_WINDOWS = 100
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

/** Why a value is no schedule, in words for whoever wrote it; null where it is one. */
export function problemOfSchedule(value: unknown): string | null {
  if (value === null) return null
  if (typeof value !== 'object') return 'schedule is { timeZone, windows }, or null for any time'
  const { timeZone, windows } = value as Record<string, unknown>
  if (!isTimeZone(timeZone)) {
    return 'schedule.timeZone is an IANA name like "Europe/Berlin" that this system knows, or null for the machine\'s own'
  }
  if (!Array.isArray(windows) || windows.length === 0 || windows.length > MOST_WINDOWS) {
    return `schedule.windows is a list of 1 to ${MOST_WINDOWS} windows. For any time, set schedule to null`
  }
  for (const [at, window] of windows.entries()) {
    const problem = problemOfWindow(window)
    if (problem !== null) return `schedule.windows[${at}]${problem}`
  }
  return null
}

function problemOfWindow(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return ' is { days, from, to, bytesPerSecondLimit }'
  const { days, from, to, bytesPerSecondLimit } = value as Record<string, unknown>
  if (!Array.isArray(days) || days.length === 0 || !days.every(isDay) || new Set(days).size !== days.length) {
    return '.days is a list of different numbers from 1 (Monday) to 7 (Sunday), at least one'
  }
  if (!isTime(from)) return '.from is a time of day from "00:00" to "23:59"'
  if (!isTime(to) && to !== '24:00') return '.to is a time of day from "00:00" to "24:00"'
  if (!isLimit(bytesPerSecondLimit)) return '.bytesPerSecondLimit is a number of at least 1, or null for none'
  return null
}

/** Whether a value can be a limit: bytes per second, or null for none. */
export function isLimit(value: unknown): boolean {
  return value === null || (typeof value === 'number' && Number.isFinite(value) && value >= 1)
}

function isDay(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 7
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && TIME.test(value)
}

function isTimeZone(value: unknown): value is Schedule['timeZone'] {
  if (value === null) return true
  if (typeof value !== 'string') return false
  try {
    const anyDay = { days: [1], from: '00:00', to: '24:00', bytesPerSecondLimit: null }
    return hoursAt({ timeZone: value, windows: [anyDay] }, value, 0) !== ANY_TIME
  } catch {
    return false
  }
}
