import type { Download } from './download.js'

/** How numbers are written. */
export interface FormatOptions {
  /** A BCP 47 tag. Default `'en'`, so that a server and a browser write the same. */
  readonly locale?: string
  /** `decimal`: 1 GB is 1,000,000,000 bytes; `binary`: 1 GiB is 1,073,741,824 bytes. Default `decimal`. */
  readonly units?: 'decimal' | 'binary'
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

// Making a formatter costs some 50 µs, and a list of downloads formats hundreds of numbers a second.
const formatters = new Map<string, Intl.NumberFormat>()

/** The formatter of a locale and options, made once. */
export function numberFormatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options)
  let made = formatters.get(key)
  if (!made) {
    made = new Intl.NumberFormat(locale, options)
    formatters.set(key, made)
  }
  return made
}

/** The unit in which `bytes` has one to three digits before the point. */
function unitOf(bytes: number, options: FormatOptions): { exponent: number; divisor: number } {
  const base = options.units === 'binary' ? 1024 : 1000
  let exponent = 0
  // 999.6 MB would be rounded to "1,000 MB".
  while (bytes / base ** exponent >= 999.5 && exponent < UNITS.length - 1) exponent += 1
  return { exponent, divisor: base ** exponent }
}

/** Three digits that count, at most two of them after the point; whole bytes and kilobytes. */
function decimalsOf(value: number, exponent: number): number {
  if (exponent < 2 || value >= 99.95) return 0
  return value >= 9.995 ? 1 : 2
}

/** `Intl` knows no GiB: its GB is taken and an `i` put into it, where it is written in Latin letters ("Go" becomes "Gio"). */
function toBinary(parts: readonly Intl.NumberFormatPart[]): string {
  return parts
    .map(({ type, value }) => {
      if (type !== 'unit') return value
      const latin = /^([kMGT])([Bo].*)$/i.exec(value)
      return latin ? `${latin[1]?.toUpperCase()}i${latin[2]}` : value
    })
    .join('')
}

function write(
  value: number,
  exponent: number,
  unit: string,
  options: FormatOptions,
  decimals: [number, number],
): string {
  const made = numberFormatter(options.locale ?? 'en', {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    minimumFractionDigits: decimals[0],
    maximumFractionDigits: decimals[1],
  })
  return options.units === 'binary' && exponent > 0 ? toBinary(made.formatToParts(value)) : made.format(value)
}

/** A size: `4.7 GB`, `812 MB`, `13.5 GB`. At most two decimals. `bytes` is at least 0. */
export function formatBytes(bytes: number, options: FormatOptions = {}): string {
  const { exponent, divisor } = unitOf(bytes, options)
  const value = bytes / divisor
  return write(value, exponent, UNITS[exponent] ?? 'byte', options, [0, decimalsOf(value, exponent)])
}

/** Two sizes in the unit of the second. `done` is rounded down and keeps its decimals, so that it neither jumps about nor claims to be all. */
export interface BytesPair {
  /** The number alone: `1.20`. */
  readonly done: string
  /** With the unit: `4.70 GB`. */
  readonly total: string
}

/** How much of how much: `{ done: '1.20', total: '4.70 GB' }`, for a sentence such as "1.20 of 4.70 GB". */
export function formatPair(doneBytes: number, totalBytes: number, options: FormatOptions = {}): BytesPair {
  const { exponent, divisor } = unitOf(totalBytes, options)
  const decimals = decimalsOf(totalBytes / divisor, exponent)
  const scale = 10 ** decimals
  const capped = Math.min(doneBytes, totalBytes)
  const value = capped === totalBytes ? capped / divisor : Math.floor((capped / divisor) * scale + 1e-9) / scale
  const number = numberFormatter(options.locale ?? 'en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  const unit = UNITS[exponent] ?? 'byte'
  return {
    done: number.format(value),
    total: write(totalBytes / divisor, exponent, unit, options, [decimals, decimals]),
  }
}

/** A speed: `12.3 MB/s`, `480 kB/s`. Never in single bytes: 0 is `0 kB/s`. */
export function formatSpeed(bytesPerSecond: number, options: FormatOptions = {}): string {
  const { exponent } = unitOf(bytesPerSecond, options)
  const shown = Math.max(1, exponent)
  const value = bytesPerSecond / (options.units === 'binary' ? 1024 : 1000) ** shown
  // One decimal at most: the second changes several times a second and tells nobody anything.
  const decimals = shown > 1 && value < 99.95 ? 1 : 0
  return write(value, shown, `${UNITS[shown]}-per-second`, options, [decimals, decimals])
}

/** A share: `42%`. Rounded down, so that `100%` is said of 1 alone. */
export function formatPercent(value: number, options: FormatOptions = {}): string {
  const whole = Math.floor(Math.min(1, Math.max(0, value)) * 100 + 1e-9) / 100
  return numberFormatter(options.locale ?? 'en', { style: 'percent', maximumFractionDigits: 0 }).format(whole)
}

/** How far a download is, as one bar shows it. */
export interface Progress {
  /** 0 to 1; null where it is not known. 1 only of a completed download. */
  readonly value: number | null
  /** What is counted: bytes fetched, or bytes whose digest was computed. */
  readonly phase: 'fetch' | 'verify'
  readonly doneBytes: number
  readonly totalBytes: number | null
}

/** The most that a bar shows of a download that is not completed: 100 % is said of usable models only. */
const NEARLY = 0.9999

/** How far a download is. While it is verified that has a progress of its own, from 0 again. */
export function progressOf(
  download: Pick<Download, 'status' | 'receivedBytes' | 'verifiedBytes' | 'totalBytes'>,
): Progress {
  const { status, totalBytes } = download
  const phase = status === 'verifying' ? 'verify' : 'fetch'
  const doneBytes = phase === 'verify' ? download.verifiedBytes : download.receivedBytes
  if (status === 'completed') return { value: 1, phase, doneBytes: totalBytes ?? doneBytes, totalBytes }
  // Before the first byte "asking" is not "stuck at 0 %"; a resumed download keeps its place in the bar.
  const unknown = totalBytes === null || (status === 'preparing' && doneBytes === 0)
  const value = unknown ? null : totalBytes === 0 ? 0 : doneBytes / totalBytes
  return { value: value === null ? null : Math.min(NEARLY, value), phase, doneBytes, totalBytes }
}
