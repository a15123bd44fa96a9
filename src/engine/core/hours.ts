import { fromEpochMilliseconds, toZonedDateTimeISO } from 'temporal-polyfill/fns/Instant'
import * as PlainDate from 'temporal-polyfill/fns/PlainDate'
import * as PlainTime from 'temporal-polyfill/fns/PlainTime'
import { addSeconds, getTimeZoneTransition, toPlainDate, toPlainTime } from 'temporal-polyfill/fns/ZonedDateTime'
import type { Schedule, ScheduleWindow } from './snapshot.js'

/** What a schedule says of a moment, and until when it says so. */
export interface Hours {
  /** Whether downloads may run. */
  readonly isOpen: boolean
  /** The limit of the window that is open, bytes per second; null for none, and outside of windows. */
  readonly bytesPerSecondLimit: number | null
  /** True from here, epoch milliseconds, … */
  readonly fromMs: number
  /** … to before here; null for ever. While closed, this is when the next window opens. */
  readonly untilMs: number | null
}

/** Without a schedule it is always time. */
export const ANY_TIME: Hours = {
  isOpen: true,
  bytesPerSecondLimit: null,
  fromMs: Number.NEGATIVE_INFINITY,
  untilMs: null,
}

interface Opening {
  readonly startMs: number
  readonly endMs: number
  readonly bytesPerSecondLimit: number | null
}

/** A weekly window that a change of the clocks swallows comes again a week later. */
const DAYS_AHEAD = 15
/** Where nothing is found ahead, look again then. */
const WEEK_MS = 7 * 24 * 3_600_000

/**
 * What a schedule says of a moment. A window begins and ends when a clock on the wall there shows its times: one over a night in which
 * the clocks change is an hour longer or shorter, a time that is skipped counts as the moment of the change, so that a window within the
 * skipped hour does not open, and of times that come twice the first counts. Where windows overlap, the most generous limit counts.
 *
 * @param timeZone of the machine, for a schedule without its own.
 */
export function hoursAt(schedule: Schedule, timeZone: string, nowMs: number): Hours {
  const openings = openingsAround(schedule, schedule.timeZone ?? timeZone, nowMs)
  const open = openings.filter(({ startMs, endMs }) => startMs <= nowMs && nowMs < endMs)
  const edges = openings.flatMap(({ startMs, endMs }) => [startMs, endMs]).filter((edge) => edge > nowMs)
  return {
    isOpen: open.length > 0,
    bytesPerSecondLimit: mostGenerous(open),
    fromMs: nowMs,
    untilMs: edges.length > 0 ? Math.min(...edges) : nowMs + WEEK_MS,
  }
}

function openingsAround({ windows }: Schedule, timeZone: string, nowMs: number): readonly Opening[] {
  const today = toPlainDate(toZonedDateTimeISO(fromEpochMilliseconds(nowMs), timeZone))
  const openings: Opening[] = []
  // From yesterday on, for what began before midnight.
  for (let day = -1; day <= DAYS_AHEAD; day += 1) {
    const date = PlainDate.addDays(today, day)
    for (const window of windows) {
      if (!window.days.includes(PlainDate.dayOfWeek(date))) continue
      const { bytesPerSecondLimit } = window
      const startMs = momentOf(date, window.from, timeZone)
      const endMs = momentOf(isOverMidnight(window) ? PlainDate.addDays(date, 1) : date, window.to, timeZone)
      if (startMs < endMs) openings.push({ startMs, endMs, bytesPerSecondLimit })
    }
    // Two weeks are only for the rare week in which nothing opens.
    if (day >= 8 && openings.some(({ startMs }) => startMs > nowMs)) break
  }
  return openings
}

/** The end of a day may be written as the beginning of the next or as 24:00. */
function isOverMidnight({ from, to }: ScheduleWindow): boolean {
  return to === '24:00' || to <= from
}

function momentOf(date: PlainDate.Record, time: string, timeZone: string): number {
  const plainTime = PlainTime.fromString(time === '24:00' ? '00:00' : time)
  const moment = PlainDate.toZonedDateTime(date, { timeZone, plainTime })
  const isShown = PlainTime.equals(toPlainTime(moment), plainTime) && PlainDate.equals(toPlainDate(moment), date)
  if (isShown) return moment.epochMilliseconds
  // The clocks are put on over it. Temporal would go on by as much as they do; for whoever looks at the wall it is past when they have.
  const change = getTimeZoneTransition(addSeconds(moment, 1), 'previous')
  return change?.epochMilliseconds ?? moment.epochMilliseconds
}

function mostGenerous(open: readonly Opening[]): number | null {
  let most = 0
  for (const { bytesPerSecondLimit } of open) {
    if (bytesPerSecondLimit === null) return null
    most = Math.max(most, bytesPerSecondLimit)
  }
  return open.length === 0 ? null : most
}
