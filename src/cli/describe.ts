import type { Download, WaitingReason } from '../engine/core/download.js'
import { formatBytes, formatPair, formatPercent, formatSpeed, progressOf } from '../engine/core/format.js'
import { formatDuration, formatMoment } from '../engine/core/format-time.js'

const WAITING: Readonly<Record<WaitingReason, string>> = {
  retry: 'that failed; tries again',
  'rate-limited': 'the server asks for a break; tries again',
  offline: 'no network; goes on when there is one',
  metered: 'the connection is metered',
  schedule: 'outside its hours; goes on',
  yield: 'makes room for an app',
  lock: 'another process uses this directory; goes on when it is done',
}

/** How a download stands, in words: `42%  1.20 of 4.70 GB  12.3 MB/s  2 min left`. */
export function describe(download: Download, nowMs: number): string {
  switch (download.status) {
    case 'downloading':
      return [amount(download), speed(download), timeLeft(download)].filter((part) => part !== '').join('  ')
    case 'verifying':
      return `verifying ${share(download)}`
    case 'waiting':
      return `waiting: ${waitingFor(download, nowMs)}`
    case 'queued':
      return download.position === null ? 'in line' : `in line, place ${download.position}`
    case 'preparing':
      return 'asking the server'
    case 'completed':
      return `complete, ${formatBytes(download.totalBytes ?? download.receivedBytes)}${download.unverified ? ', not verified: no digest is known' : ''}`
    default:
      return download.status
  }
}

/** How much of how much, or what came where the whole is not known. */
export function amount(download: Download): string {
  const { doneBytes, totalBytes } = progressOf(download)
  if (totalBytes === null) return formatBytes(doneBytes)
  const { done, total } = formatPair(doneBytes, totalBytes)
  return `${share(download)}  ${done} of ${total}`
}

function share(download: Download): string {
  const { value } = progressOf(download)
  return value === null ? '' : formatPercent(value)
}

function speed({ bytesPerSecond }: Download): string {
  return bytesPerSecond === null ? '' : formatSpeed(bytesPerSecond)
}

function timeLeft({ timeLeftMs }: Download): string {
  return timeLeftMs === null ? '' : `${formatDuration(timeLeftMs)} left`
}

function waitingFor({ reason, untilMs, error }: Download, nowMs: number): string {
  const words = reason === null ? 'goes on by itself' : WAITING[reason]
  // Soon it is a length of time that counts, later a time of day.
  const when = untilMs === null ? '' : untilMs - nowMs < 3_600_000 ? inTime(untilMs - nowMs) : atTime(untilMs, nowMs)
  const why = error === null ? '' : ` (${error.code}: ${error.message})`
  return `${words}${when}${why}`
}

function inTime(ms: number): string {
  return ms <= 0 ? '' : ` in ${formatDuration(ms)}`
}

function atTime(untilMs: number, nowMs: number): string {
  return ` at ${formatMoment(untilMs, nowMs)}`
}
