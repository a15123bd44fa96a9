import { describe, expect, it } from 'vitest'
import { isEngineError } from '../../../src/engine/core/errors.js'
import { checkSettings } from '../../../src/engine/core/settings.js'
import { DEFAULT_SETTINGS, type SettingName, type Settings } from '../../../src/engine/core/snapshot.js'

const ALL = Object.keys(DEFAULT_SETTINGS) as SettingName[]

const WINDOW = { days: [1, 7], from: '22:00', to: '24:00', bytesPerSecondLimit: 1 }

function codeOf(change: unknown, supported: readonly SettingName[] = ALL): string {
  try {
    checkSettings(change as Partial<Settings>, supported)
    return 'taken'
  } catch (error) {
    return isEngineError(error) ? error.code : 'thrown'
  }
}

describe('checkSettings', () => {
  it('takes the defaults', () => {
    expect(checkSettings(DEFAULT_SETTINGS, ALL)).toEqual(DEFAULT_SETTINGS)
  })

  it('keeps nothing of an object that the app may change later, nor what it did not ask for', () => {
    const mine = { timeZone: 'UTC', windows: [{ ...WINDOW, days: [1], note: 'mine' }] }
    const taken = checkSettings({ schedule: mine }, ALL)
    mine.windows[0]?.days.push(2)
    mine.windows.length = 0
    expect(taken).toEqual({ schedule: { timeZone: 'UTC', windows: [{ ...WINDOW, days: [1] }] } })
  })

  it('takes a change of nothing', () => {
    expect(checkSettings({}, [])).toEqual({})
  })

  it.each([
    { concurrency: 1 },
    { concurrency: 100 },
    { connections: 16 },
    { bytesPerSecondLimit: 1 },
    { schedule: null },
    { schedule: { timeZone: null, windows: [WINDOW] } },
    { schedule: { timeZone: 'America/St_Johns', windows: [WINDOW, { ...WINDOW, bytesPerSecondLimit: null }] } },
    { metered: 'wait' },
  ])('takes %j', (change) => {
    expect(codeOf(change)).toBe('taken')
  })

  it.each<unknown>([
    { concurrency: 0 },
    { concurrency: -1 },
    { concurrency: 1.5 },
    { concurrency: Number.NaN },
    { concurrency: 101 },
    { concurrency: '2' },
    { concurrency: null },
    { concurrency: undefined },
    { connections: 'all' },
    { connections: 0 },
    { bytesPerSecondLimit: 0 },
    { bytesPerSecondLimit: -5 },
    { bytesPerSecondLimit: Number.NaN },
    { bytesPerSecondLimit: Number.POSITIVE_INFINITY },
    { bytesPerSecondLimit: 0.5 },
    { schedule: 'nightly' },
    { schedule: { timeZone: null, windows: [] } },
    { schedule: { timeZone: null, windows: Array(101).fill(WINDOW) } },
    { schedule: { windows: [WINDOW] } },
    { schedule: { timeZone: 'Mars/Olympus', windows: [WINDOW] } },
    { schedule: { timeZone: 7, windows: [WINDOW] } },
    { schedule: { timeZone: null, windows: [null] } },
    { schedule: { timeZone: null, windows: [{ ...WINDOW, days: [] }] } },
    { schedule: { timeZone: null, windows: [{ ...WINDOW, days: [0] }] } },
    { schedule: { timeZone: null, windows: [{ ...WINDOW, days: [1, 1] }] } },
    { schedule: { timeZone: null, windows: [{ ...WINDOW, from: '24:00' }] } },
    { schedule: { timeZone: null, windows: [{ ...WINDOW, from: '7:00' }] } },
    { schedule: { timeZone: null, windows: [{ ...WINDOW, to: '24:01' }] } },
    { schedule: { timeZone: null, windows: [{ ...WINDOW, bytesPerSecondLimit: 0 }] } },
    { metered: 'never' },
    { metered: true },
    { speed: 7 },
    { constructor: 7 },
    { concurrency: 3, speed: 7 },
  ])('refuses %j', (change) => {
    expect(codeOf(change)).toBe('invalid-command')
  })

  it.each([null, undefined, 7, 'concurrency'])('refuses what is no object: %s', (change) => {
    expect(codeOf(change)).toBe('invalid-command')
  })

  it('refuses a setting that the engine cannot change', () => {
    expect(codeOf({ bytesPerSecondLimit: 1_000 }, ['concurrency'])).toBe('unsupported')
  })

  it('says which window of a schedule is wrong, and how it has to be', () => {
    const schedule = { timeZone: null, windows: [WINDOW, { ...WINDOW, days: [8] }] }
    expect(() => checkSettings({ schedule }, ALL)).toThrow('schedule.windows[1].days is a list of different numbers')
  })
})
