import type { DownloadState } from './download-state.js'
import type { RunInput, RunProgress } from './input.js'
import { meterBytes } from './speed-history.js'
import type { EngineState } from './state.js'

/** What a download has cost the line, over all runs and starts of the engine. */
export interface Traffic {
  /** Bytes taken off the wire. */
  readonly fetchedBytes: number
  /** The part of them that was thrown away, or came when it was here already. */
  readonly wastedBytes: number
}

export const NO_TRAFFIC: Traffic = { fetchedBytes: 0, wastedBytes: 0 }

/** The account of one download. */
export interface Account extends Traffic {
  /** What was fetched before this engine started. */
  readonly fetchedBefore: number
  /** The run whose word was heard last, and what it said. */
  readonly run: number
  readonly ofRun: Traffic
  readonly connections: number
}

/** @param before - What the journal says of earlier starts. */
export function openAccount(before: Traffic = NO_TRAFFIC): Account {
  return { ...before, fetchedBefore: before.fetchedBytes, run: 0, ofRun: NO_TRAFFIC, connections: 0 }
}

/** Puts what a run reports to the account of its download, and to the speed of all. */
export function countTraffic(state: EngineState, input: RunInput, nowMs: number): EngineState {
  const download = state.downloads.get(input.id)
  if (download === undefined || download.run !== input.run || input.progress === null) return state
  const before = download.account
  const account = booked(before, input.run, input.progress)
  const speed = meterBytes(state.speed, account.fetchedBytes - before.fetchedBytes, nowMs)
  if (account === before) return speed === state.speed ? state : { ...state, speed }
  return { ...state, speed, downloads: new Map(state.downloads).set(input.id, { ...download, account }) }
}

function booked(before: Account, run: number, { fetchedBytes, wastedBytes, connections }: RunProgress): Account {
  const known = before.run === run ? before.ofRun : NO_TRAFFIC
  const fetched = Math.max(0, fetchedBytes - known.fetchedBytes)
  const wasted = Math.max(0, wastedBytes - known.wastedBytes)
  if (before.run === run && fetched === 0 && wasted === 0 && before.connections === connections) return before
  return {
    ...before,
    fetchedBytes: before.fetchedBytes + fetched,
    wastedBytes: before.wastedBytes + wasted,
    run,
    ofRun: { fetchedBytes, wastedBytes },
    connections,
  }
}

/** Connections of the run under way; 0 before it spoke. */
export function connectionsOf({ account, run }: DownloadState): number {
  return account.run === run ? account.connections : 0
}

/** Reads what came from disk, where anything may stand. */
export function parseTraffic(value: unknown): Traffic {
  const { fetchedBytes, wastedBytes } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Traffic>
  return { fetchedBytes: count(fetchedBytes), wastedBytes: count(wastedBytes) }
}

function count(value: unknown): number {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : 0
}
