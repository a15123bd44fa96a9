import type { FormatOptions } from '../../engine/core/format.js'

/** Units in which a limit is written. */
export const SPEED_UNITS = ['kilobyte', 'megabyte'] as const

export type SpeedUnit = (typeof SPEED_UNITS)[number]

/** How many bytes a second one of a unit is. */
export function bytesOf(unit: SpeedUnit, units: FormatOptions['units']): number {
  return (units === 'binary' ? 1024 : 1000) ** (unit === 'kilobyte' ? 1 : 2)
}

/** The unit in which a limit is a short number. */
export function unitFor(bytesPerSecond: number | null, units: FormatOptions['units']): SpeedUnit {
  return bytesPerSecond !== null && bytesPerSecond < bytesOf('megabyte', units) ? 'kilobyte' : 'megabyte'
}

/** What a unit is called: `MB/s`, `MiB/s`. */
export function nameOf(unit: SpeedUnit, { locale = 'en', units }: FormatOptions): string {
  const parts = new Intl.NumberFormat(locale, { style: 'unit', unit: `${unit}-per-second` }).formatToParts(1)
  const name = parts.find(({ type }) => type === 'unit')?.value ?? unit
  return units === 'binary'
    ? name.replace(/^([kM])([Bo])/, (_, prefix, byte) => `${prefix.toUpperCase()}i${byte}`)
    : name
}
