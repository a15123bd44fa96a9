import { describe, expect, it } from 'vitest'
import { isEngineError } from '../../../src/engine/core/errors.js'
import { checkSettings } from '../../../src/engine/core/settings.js'
import { DEFAULT_SETTINGS, type SettingName, type Settings } from '../../../src/engine/core/snapshot.js'

const ALL = Object.keys(DEFAULT_SETTINGS) as SettingName[]

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

  it('takes a change of nothing', () => {
    expect(checkSettings({}, [])).toEqual({})
  })

  it.each([
    { concurrency: 1 },
    { concurrency: 100 },
    { connections: 16 },
    { bytesPerSecondLimit: 1 },
    { schedule: { timeZone: null, windows: [] } },
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
    { schedule: 'nightly' },
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
})
