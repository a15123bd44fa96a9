const DAY = 86_400_000

const UNITS = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['week', 7 * DAY],
  ['day', DAY],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** How long ago something was, as people say it: `3 days ago`, `yesterday`. Both in epoch milliseconds; what lies ahead is now. */
export function formatAgo(atMs: number, nowMs: number, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const ms = Math.max(0, nowMs - atMs)
  for (const [unit, size] of UNITS) if (ms >= size) return format.format(-Math.floor(ms / size), unit)
  return format.format(0, 'minute')
}
