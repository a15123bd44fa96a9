import type { Schedule, ScheduleWindow } from '../../engine/core/snapshot.js'

/** The days of a week as a schedule counts them. */
export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const

/** What a person is offered first: the night. */
export const NIGHT: ScheduleWindow = { days: [...DAYS], from: '23:00', to: '07:00', bytesPerSecondLimit: null }

/** What is wrong with a window, as a name for the words; null where nothing is. */
export type WindowProblem = 'days' | 'time' | 'limit'

/** A window as it is edited: it may be wrong for a while. */
export interface WindowDraft {
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
  readonly bytesPerSecondLimit: number | null
  /** The limit that is written there is none. */
  readonly hasWrongLimit: boolean
}

export interface ScheduleDraft {
  readonly timeZone: string | null
  readonly windows: readonly WindowDraft[]
}

export function draftOf(schedule: Schedule): ScheduleDraft {
  return { ...schedule, windows: schedule.windows.map((window) => ({ ...window, hasWrongLimit: false })) }
}

export function problemOf({ days, from, to, hasWrongLimit }: WindowDraft): WindowProblem | null {
  if (days.length === 0) return 'days'
  if (from === '' || to === '') return 'time'
  return hasWrongLimit ? 'limit' : null
}

/** The schedule that a draft makes; null where something in it is wrong. */
export function scheduleOf({ timeZone, windows }: ScheduleDraft): Schedule | null {
  if (windows.some((window) => problemOf(window) !== null)) return null
  return { timeZone, windows: windows.map(({ hasWrongLimit: _, ...window }) => window) }
}

/** A day put in or taken out, in the order of the week. */
export function toggleDay(days: readonly number[], day: number): readonly number[] {
  return days.includes(day) ? days.filter((other) => other !== day) : [...days, day].sort((a, b) => a - b)
}
