import { CORE_CAPABILITIES } from '../core/capabilities.js'
import { EngineError } from '../core/errors.js'
import { checkSettings } from '../core/settings.js'
import type { InitialStateOptions } from '../core/state.js'
import type { EngineOptions } from './options.js'

/**
 * What the core begins with, of an engine's options.
 *
 * @throws EngineError `invalid-command` for one that cannot be
 */
export function stateOptions(options: EngineOptions): InitialStateOptions {
  const { concurrency, connections, bytesPerSecondLimit, schedule, metered } = options
  const { retry, stallTimeoutMs, publishIntervalMs } = options
  const given = Object.fromEntries(
    Object.entries({ concurrency, connections, bytesPerSecondLimit, schedule, metered }).filter(
      ([, value]) => value !== undefined,
    ),
  )
  const settings = checkSettings(given, CORE_CAPABILITIES.settings)
  checkNumbers(0, { publishIntervalMs, 'retry.minMs': retry?.minMs, 'retry.maxMs': retry?.maxMs })
  // With none at all, every connection would be given up before it brought a byte.
  checkNumbers(1, { stallTimeoutMs })
  checkAttempts(retry?.attempts)
  return { settings, retry: Object.fromEntries(Object.entries(retry ?? {}).filter(([, value]) => value !== undefined)) }
}

function checkNumbers(least: number, times: Readonly<Record<string, number | undefined>>): void {
  for (const [name, value] of Object.entries(times)) {
    if (value === undefined || (Number.isFinite(value) && value >= least)) continue
    throw new EngineError('invalid-command', `The option ${name} has to be a number of milliseconds, ${least} or more.`)
  }
}

function checkAttempts(value: number | undefined): void {
  if (value === undefined || value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && value >= 1)) return
  throw new EngineError(
    'invalid-command',
    'The option retry.attempts has to be a whole number of tries, 1 or more, or Infinity. Leave it out for the default.',
  )
}
