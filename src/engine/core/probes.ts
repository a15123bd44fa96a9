import type { DownloadState } from './download-state.js'
import type { Effect } from './effect.js'
import type { ErrorCode } from './errors.js'
import { holdOf } from './holds.js'
import type { Input } from './input.js'
import type { Model } from './model.js'
import { type EngineState, withDownload } from './state.js'

/** Asking one origin whether it can be reached again. */
export interface Probe {
  /** When it is asked next, epoch milliseconds; null: no more until another try fails. */
  readonly nextAtMs: number | null
  /** Whether it could not be reached when it was asked last: only then is an answer news. */
  readonly isDown: boolean
  /** The latest run that failed for it. */
  readonly run: number
  readonly wantedAtMs: number
}

export type Probes = ReadonlyMap<string, Probe>

/** Errors that a line which is down, or a sign-in page on it, can be the cause of. */
const LINE: ReadonlySet<ErrorCode> = new Set(['network', 'timeout', 'stalled', 'captive-portal'])
const FIRST_MS = 500
/** A line that is back is noticed within two seconds: this, and the time that an answer takes. */
const AGAIN_MS = 1_500
/** What is known of an origin that nobody waits for is forgotten. */
const FORGET_MS = 120_000

/** Asks the origins of downloads that wait for their line, while the system does not say that it is down. */
export function sendProbes(state: EngineState, nowMs: number): { state: EngineState; effects: readonly Effect[] } {
  const wanted = wantedProbes(state)
  if (wanted.size === 0 && state.probes.size === 0) return { state, effects: [] }
  const probes = new Map<string, Probe>()
  const effects: Effect[] = []
  for (const [origin, probe] of state.probes) if (nowMs - probe.wantedAtMs < FORGET_MS) probes.set(origin, probe)
  for (const [origin, { url, run, privateOrigins }] of wanted) {
    const known = probes.get(origin)
    const isNews = known === undefined || run > known.run
    const nextAtMs = isNews ? nowMs + FIRST_MS : known.nextAtMs
    const isDue = nextAtMs !== null && nextAtMs <= nowMs
    if (isDue) effects.push({ type: 'probe', origin, url, ...(privateOrigins === undefined ? {} : { privateOrigins }) })
    const next = isDue ? nowMs + AGAIN_MS : nextAtMs
    probes.set(origin, { nextAtMs: soon(next, nowMs), isDown: known?.isDown ?? false, run, wantedAtMs: nowMs })
  }
  return { state: { ...state, probes }, effects }
}

/** What an origin said, or did not. One that is back lets go all that wait for it. */
export function onProbed(state: EngineState, input: Extract<Input, { type: 'probed' }>): EngineState {
  const probe = state.probes.get(input.origin)
  if (probe === undefined) return state
  const isBack = input.isReachable && probe.isDown
  const isDown = !input.isReachable
  // Where the line was never down, the trouble is another, and the time between tries is right as it is.
  const nextAtMs = isDown ? probe.nextAtMs : null
  const next = { ...state, probes: new Map(state.probes).set(input.origin, { ...probe, isDown, nextAtMs }) }
  if (!input.isReachable) return next
  let released: EngineState = next
  for (const [id, download] of state.downloads) {
    const url = lineHeldUrl(download)
    if (url === null || new URL(url).origin !== input.origin) continue
    // Who had no network at all has one: that is news even where the origin was never found to be out of reach.
    if (!isBack && download.reason !== 'offline') continue
    released = withDownload(released, id, { status: 'queued', reason: null, untilMs: null, error: null })
  }
  return released
}

/** When an origin is asked next; null where none is. */
export function nextProbe(state: EngineState): number | null {
  let earliest: number | null = null
  if (state.probes.size === 0) return null
  for (const origin of wantedProbes(state).keys()) {
    const at = state.probes.get(origin)?.nextAtMs ?? null
    if (at !== null && (earliest === null || at < earliest)) earliest = at
  }
  return earliest
}

interface Wanted {
  readonly url: string
  readonly run: number
  /** Of the model whose URL it is. */
  readonly privateOrigins: Model['privateOrigins']
}

function wantedProbes(state: EngineState): ReadonlyMap<string, Wanted> {
  const wanted = new Map<string, Wanted>()
  if (state.link !== 'open' || state.network.online === false) return wanted
  for (const download of state.downloads.values()) {
    const url = lineHeldUrl(download)
    if (url === null || holdOf(state, download) !== null) continue
    const { origin } = new URL(url)
    const known = wanted.get(origin)
    const { privateOrigins } = download.model
    wanted.set(origin, { ...(known ?? { url, privateOrigins }), run: Math.max(known?.run ?? 0, download.run) })
  }
  return wanted
}

/** The URL of a download that waits because of its line; null where it does not. */
function lineHeldUrl({ status, reason, error, model, files }: DownloadState): string | null {
  const isLine = reason === 'retry' || reason === 'offline'
  if (status !== 'waiting' || !isLine || error === null || !LINE.has(error.code)) return null
  const unfinished = files.findIndex(({ totalBytes, receivedBytes }) => receivedBytes !== totalBytes)
  return model.files[Math.max(0, unfinished)]?.urls[0] ?? null
}

/** A clock that was put back shall not put a question off. */
function soon(atMs: number | null, nowMs: number): number | null {
  return atMs === null ? null : Math.min(atMs, nowMs + AGAIN_MS)
}
