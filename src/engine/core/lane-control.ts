/** Connections to one host at most, whatever helps: more would be rude. */
export const MOST_LANES = 16

/** Where each connection is this fast, it is not the connection that holds things up, bytes per second. */
const FAST_ENOUGH = 100e6
const TICK_MS = 100
/** A server is far away where a round trip takes this long, milliseconds: one connection needs many of them to get up to speed. */
const FAR_MS = 15
/** How long as many lanes as are allowed have to show what they bring from afar, milliseconds. */
const GUESS_MS = 2_000
/** What each of them has to bring, bytes per second: a line that is narrower is filled by a few as well. */
const WIDE_ENOUGH = 250e3
/** What is left of them on a narrow line, until a trial shows that more help. */
const LANES_OF_NARROW = 4
/** How long more lanes have to show that they help: new connections need their handshakes and a slow start. */
const TRIAL_MS = 500
const FIRST_HOLD_MS = 5_000
const LONGEST_HOLD_MS = 60_000
/** What the speed was is forgotten by this factor a sample: half of it in some two seconds. */
const KEPT = 0.97
/** Refusals so close together are one: lanes that asked at the same time, milliseconds. */
const ONE_REFUSAL_MS = 1_000
/** After so long without a refusal a server may be asked for more again, milliseconds; twice as long after each one that came since. */
const FIRST_FORGIVE_MS = 30_000
const LONGEST_FORGIVE_MS = 600_000
/** The share of the ideal gain (twice the lanes, twice the speed) that makes more lanes worth it. */
const WORTHWHILE = 0.3

/** How many lanes a run should have, found by trying: more while the speed grows with them. */
export interface LaneControl {
  readonly lanes: number
  readonly most: number
  /** Refusals of a server, and until when it is not asked for more than {@link most}; null where it refused none, or that is long ago. */
  readonly refusal: {
    readonly atMs: number
    readonly untilMs: number
    readonly count: number
    readonly before: number
  } | null
  readonly sampledAtMs: number
  readonly sampledBytes: number
  /** Of the latest sample, bytes per second. */
  readonly rate: number
  /** What two samples in a row reached not long ago, bytes per second: a disk that pauses is no reason for more lanes. */
  readonly reached: number
  /** Set while it is being found out whether more lanes help. */
  readonly trial: { readonly from: number; readonly rate: number; readonly sinceMs: number } | null
  /** Since when, and since which byte, it has more lanes than a trial has shown to help; null when each is known to. */
  readonly guess: { readonly sinceMs: number; readonly bytes: number } | null
  /** No trial before this time. */
  readonly holdUntilMs: number
  readonly holdMs: number
  /** Where each lane is this fast, more are not tried, bytes per second. */
  readonly fastEnough: number
}

/** @param first lanes to begin with; @param most never more than this; @param fastEnough bytes per second of a lane beside which more are of no use. */
export function startLanes(first: number, most: number, nowMs: number, fastEnough: number = FAST_ENOUGH): LaneControl {
  return {
    lanes: Math.max(1, Math.min(first, most)),
    most,
    refusal: null,
    sampledAtMs: nowMs,
    sampledBytes: 0,
    rate: 0,
    reached: 0,
    trial: null,
    guess: null,
    holdUntilMs: nowMs,
    holdMs: FIRST_HOLD_MS,
    fastEnough,
  }
}

/**
 * Takes a sample: `bytes` is all that the run took off the wire so far. While a limit holds the run back, more lanes would bring nothing:
 * `limited` is how many it is to have at most then; null where no limit does.
 */
export function stepLanes(
  control: LaneControl,
  bytes: number,
  nowMs: number,
  limited: number | null = null,
): LaneControl {
  const elapsed = nowMs - control.sampledAtMs
  if (elapsed < TICK_MS) return control
  const rate = ((bytes - control.sampledBytes) * 1000) / elapsed
  const reached = Math.max(Math.min(rate, control.rate), control.reached * KEPT)
  const sampled = { ...control, sampledAtMs: nowMs, sampledBytes: bytes, rate, reached }
  if (limited !== null)
    return {
      ...sampled,
      lanes: Math.min(control.trial?.from ?? control.lanes, limited),
      trial: null,
      guess: null,
    }
  if (control.guess !== null) return judgeGuess(sampled, control.guess, nowMs)
  return control.trial === null ? beginTrial(sampled, nowMs) : judgeTrial(sampled, control.trial, nowMs)
}

function judgeGuess(control: LaneControl, guess: NonNullable<LaneControl['guess']>, nowMs: number): LaneControl {
  const elapsed = nowMs - guess.sinceMs
  if (elapsed < GUESS_MS) return control
  const rate = ((control.sampledBytes - guess.bytes) * 1000) / elapsed
  if (rate >= WIDE_ENOUGH * control.lanes) return { ...control, guess: null }
  const lanes = Math.min(control.lanes, LANES_OF_NARROW)
  return { ...control, lanes, guess: null, holdUntilMs: nowMs + control.holdMs }
}

/**
 * The first answer has come. Far away, connections that begin one after another also get up to speed one after another:
 * all that are allowed begin together.
 */
export function hearAnswer(control: LaneControl, roundTripMs: number, nowMs: number): LaneControl {
  if (roundTripMs < FAR_MS || control.lanes >= control.most || control.trial !== null) return control
  return { ...control, lanes: control.most, guess: { sinceMs: nowMs, bytes: control.sampledBytes } }
}

/** A server asked for less (429, 503): half as many, and no more until it has been content with them for a while. */
export function refuseLanes(control: LaneControl, nowMs: number): LaneControl {
  const { refusal } = control
  if (refusal !== null && nowMs - refusal.atMs < ONE_REFUSAL_MS) return control
  const lanes = Math.max(1, Math.floor(control.lanes / 2))
  const count = (refusal?.count ?? 0) + 1
  const untilMs = nowMs + Math.min(LONGEST_FORGIVE_MS, FIRST_FORGIVE_MS * 2 ** (count - 1))
  const next = { atMs: nowMs, untilMs, count, before: refusal?.before ?? control.most }
  return { ...control, lanes, most: lanes, refusal: next, trial: null, guess: null }
}

/** Twice as many may be tried, up to what was allowed before, where the latest refusal is long ago. */
export function forgiveLanes(control: LaneControl, nowMs: number): LaneControl {
  const { refusal, most } = control
  if (refusal === null || nowMs < refusal.untilMs || most >= refusal.before) return control
  const untilMs = nowMs + refusal.untilMs - refusal.atMs
  return { ...control, most: Math.min(refusal.before, most * 2), refusal: { ...refusal, atMs: nowMs, untilMs } }
}

function beginTrial(control: LaneControl, nowMs: number): LaneControl {
  const rate = Math.max(control.rate, control.reached)
  const isWanted =
    control.rate > 0 &&
    rate < control.fastEnough * control.lanes &&
    control.lanes < control.most &&
    nowMs >= control.holdUntilMs
  if (!isWanted) return control
  // In large steps at first: each takes a while to show what it is worth. Where one did not help, a smaller one may.
  const growth = control.holdMs > FIRST_HOLD_MS ? 2 : 4
  const lanes = Math.min(control.most, control.lanes * growth)
  return { ...control, lanes, trial: { from: control.lanes, rate, sinceMs: nowMs } }
}

function judgeTrial(control: LaneControl, trial: NonNullable<LaneControl['trial']>, nowMs: number): LaneControl {
  const idealGain = control.lanes / trial.from - 1
  if (control.rate >= trial.rate * (1 + WORTHWHILE * idealGain)) {
    return beginTrial({ ...control, trial: null, holdMs: FIRST_HOLD_MS }, nowMs)
  }
  if (nowMs - trial.sinceMs < TRIAL_MS) return control
  const holdMs = Math.min(LONGEST_HOLD_MS, control.holdMs * 2)
  return { ...control, lanes: trial.from, trial: null, holdUntilMs: nowMs + control.holdMs, holdMs }
}
