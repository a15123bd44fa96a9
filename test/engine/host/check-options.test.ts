import { describe, expect, it } from 'vitest'
import { isEngineError } from '../../../src/engine/core/errors.js'
import { stateOptions } from '../../../src/engine/host/check-options.js'
import type { EngineOptions } from '../../../src/engine/host/options.js'

function codeOf(options: unknown): string {
  try {
    stateOptions(options as EngineOptions)
    return 'taken'
  } catch (error) {
    return isEngineError(error) ? error.code : 'thrown'
  }
}

describe('the options of an engine', () => {
  it('are all left out by most, be it as undefined', () => {
    const nothing = {
      concurrency: undefined,
      schedule: undefined,
      retry: { minMs: undefined },
      stallTimeoutMs: undefined,
    }
    expect(stateOptions({})).toEqual({ settings: {}, retry: {} })
    expect(stateOptions(nothing as never)).toEqual({ settings: {}, retry: {} })
  })

  it.each([
    { concurrency: 3, connections: 'auto', bytesPerSecondLimit: null, metered: 'wait', schedule: null },
    { stallTimeoutMs: 1, publishIntervalMs: 0 },
    { retry: { minMs: 0, maxMs: 0, attempts: 1 } },
    { retry: { attempts: Number.POSITIVE_INFINITY } },
  ])('are taken: %j', (options) => {
    expect(codeOf(options)).toBe('taken')
  })

  it.each<unknown>([
    { concurrency: 0 },
    { concurrency: '2' },
    { connections: -1 },
    { bytesPerSecondLimit: 0 },
    { metered: 'never' },
    { schedule: { timeZone: 'Mars/Olympus', windows: [] } },
    { stallTimeoutMs: 0 },
    { stallTimeoutMs: Number.NaN },
    { stallTimeoutMs: '30' },
    { stallTimeoutMs: null },
    { publishIntervalMs: -1 },
    { publishIntervalMs: Number.POSITIVE_INFINITY },
    { retry: { minMs: -1 } },
    { retry: { maxMs: Number.NaN } },
    { retry: { attempts: 0 } },
    { retry: { attempts: -3 } },
    { retry: { attempts: 1.5 } },
    { retry: { attempts: Number.NaN } },
    { retry: { attempts: '3' } },
  ])('are refused at once where they cannot be: %j', (options) => {
    expect(codeOf(options)).toBe('invalid-command')
  })
})
