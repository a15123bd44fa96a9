import { describe, expect, it } from 'vitest'
import { hoursAt } from '../../../src/engine/core/hours.js'
import type { Schedule, ScheduleWindow } from '../../../src/engine/core/snapshot.js'

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

function window(from: string, to: string, fields: Partial<ScheduleWindow> = {}): ScheduleWindow {
  return { days: EVERY_DAY, from, to, bytesPerSecondLimit: null, ...fields }
}

/** `open` or `closed` at a moment, and when that ends. */
function at(moment: string, schedule: Schedule, timeZone = 'UTC'): string {
  const { isOpen, untilMs } = hoursAt(schedule, timeZone, Date.parse(moment))
  const until = untilMs === null ? 'for ever' : new Date(untilMs).toISOString().replace(/:00\.000Z$/, 'Z')
  return `${isOpen ? 'open' : 'closed'} until ${until}`
}

describe('a window in a time zone', () => {
  const berlin: Schedule = { timeZone: 'Europe/Berlin', windows: [window('23:00', '06:00')] }

  it.each([
    ['2026-01-05T21:59Z', 'closed until 2026-01-05T22:00Z'],
    ['2026-01-05T22:00Z', 'open until 2026-01-06T05:00Z'],
    ['2026-01-06T04:59Z', 'open until 2026-01-06T05:00Z'],
    ['2026-01-06T05:00Z', 'closed until 2026-01-06T22:00Z'],
    ['2026-07-01T20:59Z', 'closed until 2026-07-01T21:00Z'],
  ])('begins and ends by its clocks, over midnight, in winter and in summer: at %s it is %s', (moment, expected) => {
    expect(at(moment, berlin)).toBe(expected)
  })

  it('is an hour shorter in the night in which the clocks are put on, and an hour longer when they are put back', () => {
    expect(at('2026-03-28T22:00Z', berlin)).toBe('open until 2026-03-29T04:00Z')
    expect(at('2026-10-24T21:00Z', berlin)).toBe('open until 2026-10-25T05:00Z')
  })

  it('does not open where the clocks skip all of it', () => {
    const skipped: Schedule = { timeZone: 'Europe/Berlin', windows: [window('02:00', '03:00')] }
    expect(at('2026-03-28T02:00Z', skipped)).toBe('closed until 2026-03-30T00:00Z')
    const within: Schedule = { timeZone: 'Europe/Berlin', windows: [window('02:15', '02:45')] }
    expect(at('2026-03-28T02:00Z', within)).toBe('closed until 2026-03-30T00:15Z')
  })

  it('begins when the clocks have been put on where its beginning is skipped, and ends then where its end is', () => {
    const late: Schedule = { timeZone: 'Europe/Berlin', windows: [window('02:30', '05:00')] }
    expect(at('2026-03-29T00:00Z', late)).toBe('closed until 2026-03-29T01:00Z')
    expect(at('2026-03-29T01:00Z', late)).toBe('open until 2026-03-29T03:00Z')
    const early: Schedule = { timeZone: 'Europe/Berlin', windows: [window('01:00', '02:30')] }
    expect(at('2026-03-29T00:00Z', early)).toBe('open until 2026-03-29T01:00Z')
    const island: Schedule = { timeZone: 'Australia/Lord_Howe', windows: [window('02:10', '03:00')] }
    expect(at('2026-10-03T15:00Z', island)).toBe('closed until 2026-10-03T15:30Z')
    const midnight: Schedule = { timeZone: 'Africa/Cairo', windows: [window('00:15', '00:45')] }
    expect(at('2026-04-23T20:00Z', midnight)).toBe('closed until 2026-04-24T21:15Z')
  })

  it('opens at the first of two times of the same name', () => {
    const twice: Schedule = { timeZone: 'America/New_York', windows: [window('01:30', '04:00')] }
    expect(at('2026-11-01T05:00Z', twice)).toBe('closed until 2026-11-01T05:30Z')
  })

  it('is looked for two weeks ahead where the clocks swallow the one of this week', () => {
    const sundays: Schedule = { timeZone: 'Europe/Berlin', windows: [window('02:00', '03:00', { days: [7] })] }
    expect(at('2026-03-24T12:00Z', sundays)).toBe('closed until 2026-04-05T00:00Z')
  })

  it('is of the day on which it begins', () => {
    const friday: Schedule = { timeZone: 'Asia/Tokyo', windows: [window('22:00', '04:00', { days: [5] })] }
    expect(at('2026-01-09T12:59Z', friday)).toBe('closed until 2026-01-09T13:00Z')
    expect(at('2026-01-09T18:00Z', friday)).toBe('open until 2026-01-09T19:00Z')
    expect(at('2026-01-10T14:00Z', friday)).toBe('closed until 2026-01-16T13:00Z')
  })

  it('takes the time zone of the machine where it has none', () => {
    const anywhere: Schedule = { timeZone: null, windows: [window('09:00', '17:00')] }
    expect(at('2026-01-05T04:00Z', anywhere, 'Asia/Kolkata')).toBe('open until 2026-01-05T11:30Z')
    expect(at('2026-01-05T04:00Z', anywhere, 'UTC')).toBe('closed until 2026-01-05T09:00Z')
  })

  it('lasts to the end of the day with 24:00, with 00:00, and all day where both are the same', () => {
    for (const to of ['24:00', '00:00']) {
      expect(at('2026-01-05T23:59Z', { timeZone: 'UTC', windows: [window('18:00', to)] })).toBe(
        'open until 2026-01-06T00:00Z',
      )
    }
    expect(at('2026-01-05T12:00Z', { timeZone: 'UTC', windows: [window('00:00', '24:00')] })).toContain('open')
  })
})

describe('the limit of a window', () => {
  const limitAt = (moment: string, ...windows: ScheduleWindow[]): number | null =>
    hoursAt({ timeZone: 'UTC', windows }, 'UTC', Date.parse(moment)).bytesPerSecondLimit

  it('is its own, the most generous where several are open, and none outside', () => {
    const day = window('06:00', '22:00', { bytesPerSecondLimit: 1_000 })
    const noon = window('12:00', '13:00', { bytesPerSecondLimit: 5_000 })
    const evening = window('20:00', '23:00')
    expect(limitAt('2026-01-05T08:00Z', day, noon, evening)).toBe(1_000)
    expect(limitAt('2026-01-05T12:30Z', day, noon, evening)).toBe(5_000)
    expect(limitAt('2026-01-05T21:00Z', day, noon, evening)).toBe(null)
    expect(limitAt('2026-01-05T02:00Z', day, noon, evening)).toBe(null)
  })

  it('changes where one window begins inside another', () => {
    const day = window('06:00', '22:00', { bytesPerSecondLimit: 1_000 })
    const evening = window('20:00', '23:00')
    expect(at('2026-01-05T08:00Z', { timeZone: 'UTC', windows: [day, evening] })).toBe('open until 2026-01-05T20:00Z')
  })
})
