import { type FormatOptions, numberFormatter } from './format.js'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

function unit(value: number, name: 'day' | 'hour' | 'minute' | 'second', locale: string): string {
  return numberFormatter(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
}

/**
 * A length of time for people, as coarse as it is uncertain: `45 sec`, `3 min`, `2 hr 10 min`, `3 days`.
 * Seconds in steps of five (single below ten), minutes whole, from two hours on in steps of ten, from two days on in days.
 */
export function formatDuration(ms: number, options: FormatOptions = {}): string {
  const locale = options.locale ?? 'en'
  if (ms < 10 * SECOND) return unit(Math.max(1, Math.ceil(ms / SECOND)), 'second', locale)
  if (ms < 57.5 * SECOND) return unit(Math.ceil(ms / SECOND / 5) * 5, 'second', locale)
  if (ms >= 47.5 * HOUR) return unit(Math.round(ms / DAY), 'day', locale)
  const step = ms < 2 * HOUR ? 1 : 10
  const minutes = Math.max(1, Math.round(ms / MINUTE / step) * step)
  if (minutes < 60) return unit(minutes, 'minute', locale)
  const parts = [unit(Math.floor(minutes / 60), 'hour', locale)]
  if (minutes % 60 > 0) parts.push(unit(minutes % 60, 'minute', locale))
  return new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' }).format(parts)
}

/** How moments are written. */
export interface MomentOptions extends FormatOptions {
  /** IANA name. Default: the machine's own. */
  readonly timeZone?: string
}

/** A time of day: `11:30 PM`; with the weekday where it is not today: `Mon 6:00 AM`. Both in epoch milliseconds. */
export function formatMoment(atMs: number, nowMs: number, options: MomentOptions = {}): string {
  const locale = options.locale ?? 'en'
  const { timeZone } = options
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'short' })
  const today = day.format(atMs) === day.format(nowMs)
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    hour: 'numeric',
    minute: '2-digit',
    ...(today ? {} : { weekday: 'short' as const }),
  }).format(atMs)
}
