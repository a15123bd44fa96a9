import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hoursAt } from '../../../src/engine/core/hours.js'
import type { Schedule, ScheduleWindow } from '../../../src/engine/core/snapshot.js'

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/Santiago',
] as const
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const YEAR_MS = Date.parse('2026-01-01T00:00Z')

const TIME = fc.tuple(fc.nat(23), fc.constantFrom('00', '15', '30', '59')).map(([hour, minute]) => {
  return `${String(hour).padStart(2, '0')}:${minute}`
})

const WINDOW: fc.Arbitrary<ScheduleWindow> = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  from: TIME,
  to: fc.oneof(TIME, fc.constant('24:00')),
  bytesPerSecondLimit: fc.constantFrom(null, 5, 7),
})

const SCHEDULE: fc.Arbitrary<Schedule> = fc.record({
  timeZone: fc.constantFrom(...ZONES),
  windows: fc.array(WINDOW, { minLength: 1, maxLength: 3 }),
})

const MOMENT = fc.integer({ min: 0, max: 365 * 24 * 4 }).map((quarter) => YEAR_MS + quarter * 15 * 60_000)

/** Day of the week from 1 for Monday, and minutes since midnight, as a clock on the wall shows them. */
function wall(timeZone: string, atMs: number): { readonly day: number; readonly minutes: number } {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, value]))
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts.weekday ?? '') + 1
  return { day, minutes: Number(parts.hour) * 60 + Number(parts.minute) }
}

function isOpenOnTheWall({ days, from, to }: ScheduleWindow, { day, minutes }: ReturnType<typeof wall>): boolean {
  const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const [begin, end] = [minutesOf(from), minutesOf(to)]
  const yesterday = day === 1 ? 7 : day - 1
  if (end > begin) return days.includes(day) && minutes >= begin && minutes < end
  return (days.includes(day) && minutes >= begin) || (days.includes(yesterday) && minutes < end)
}

/** Whether the clocks are put on or back within a day and a half. */
function isQuiet(timeZone: string, atMs: number): boolean {
  const shown = (ms: number): number => wall(timeZone, ms).minutes
  return [-36, 36].every((hours) => (shown(atMs + hours * HOUR_MS) - shown(atMs) + 720) % 1440 === 0)
}

describe('a schedule of any kind, in any time zone', () => {
  it('says what a clock on the wall says, wherever the clocks are not changed', () => {
    fc.assert(
      fc.property(SCHEDULE, MOMENT, (schedule, atMs) => {
        const timeZone = schedule.timeZone as string
        fc.pre(isQuiet(timeZone, atMs))
        const now = wall(timeZone, atMs)
        const expected = schedule.windows.some((window) => isOpenOnTheWall(window, now))
        expect(hoursAt(schedule, 'UTC', atMs).isOpen).toBe(expected)
      }),
      { numRuns: 300, seed: 20_260_301 },
    )
  })

  it('says the same at every moment until the one that it names, and opens then where it was closed', () => {
    fc.assert(
      fc.property(SCHEDULE, MOMENT, fc.array(fc.nat(999), { maxLength: 4 }), (schedule, atMs, shares) => {
        const now = hoursAt(schedule, 'UTC', atMs)
        const untilMs = now.untilMs ?? atMs + DAY_MS
        expect(untilMs).toBeGreaterThan(atMs)
        const same = { isOpen: now.isOpen, bytesPerSecondLimit: now.bytesPerSecondLimit, untilMs }
        for (const share of [...shares, 999]) {
          expect(hoursAt(schedule, 'UTC', atMs + Math.floor(((untilMs - atMs) * share) / 1000))).toMatchObject(same)
        }
        expect(hoursAt(schedule, 'UTC', untilMs - 1)).toMatchObject(same)
        if (!now.isOpen) expect(hoursAt(schedule, 'UTC', untilMs).isOpen).toBe(true)
      }),
      { numRuns: 200, seed: 20_260_302 },
    )
  })
})
