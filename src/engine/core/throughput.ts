const HALF_LIFE_MS = 2_500
const FIRST_SAMPLE_MS = 1_000
const LEAST_SAMPLE_MS = 100
const STALL_MS = 3_000
/** A run speaks a few times a second; in a hidden tab, once a minute. */
const LONGEST_SILENCE_MS = 120_000

/**
 * Speed of one run. Fed with the bytes taken off the wire, so that what a resume found on disk never counts as speed.
 */
export interface Throughput {
  readonly startedAtMs: number
  /** What the run had fetched when this began. */
  readonly startBytes: number
  /** The latest word, sampled or not. */
  readonly seenAtMs: number
  readonly seenBytes: number
  readonly sampledAtMs: number
  readonly sampledBytes: number
  /** When bytes last came. */
  readonly movedAtMs: number
  /** Moving average, bytes per second; null until sampled. */
  readonly rate: number | null
}

/** Begins to measure. `bytes`: what the run fetched before. */
export function startThroughput(nowMs: number, bytes: number = 0): Throughput {
  return {
    startedAtMs: nowMs,
    startBytes: bytes,
    seenAtMs: nowMs,
    seenBytes: bytes,
    sampledAtMs: nowMs,
    sampledBytes: bytes,
    movedAtMs: nowMs,
    rate: null,
  }
}

/**
 * Takes a sample: `bytes` is all that this run took off the wire. The average is exponential with a half-life of 2.5 s,
 * null for the first second, and 0 once nothing has come for 3 s.
 */
export function sampleThroughput(before: Throughput, bytes: number, nowMs: number): Throughput {
  const previous = withoutJump(before, nowMs)
  const seenBytes = Math.max(bytes, previous.seenBytes)
  const movedAtMs = seenBytes > previous.seenBytes ? nowMs : previous.movedAtMs
  const seen: Throughput = { ...previous, seenAtMs: nowMs, seenBytes, movedAtMs }
  const elapsed = nowMs - previous.sampledAtMs
  if (nowMs - previous.startedAtMs < FIRST_SAMPLE_MS || elapsed < LEAST_SAMPLE_MS) return seen
  const sampled = { ...seen, sampledAtMs: nowMs, sampledBytes: seenBytes }
  if (nowMs - movedAtMs >= STALL_MS) return { ...sampled, rate: 0 }
  const current = ((seenBytes - previous.sampledBytes) * 1000) / elapsed
  const weight = previous.rate === null ? 1 : 1 - 2 ** (-elapsed / HALF_LIFE_MS)
  return { ...sampled, rate: (previous.rate ?? 0) * (1 - weight) + current * weight }
}

/** Leaves out of the account what no run spent: time that the machine slept, and time that the clock was put back by. */
function withoutJump(throughput: Throughput, nowMs: number): Throughput {
  const jump = nowMs - throughput.seenAtMs
  if (jump >= 0 && jump <= LONGEST_SILENCE_MS) return throughput
  return {
    ...throughput,
    startedAtMs: throughput.startedAtMs + jump,
    seenAtMs: nowMs,
    sampledAtMs: throughput.sampledAtMs + jump,
    movedAtMs: throughput.movedAtMs + jump,
  }
}

/** Milliseconds until `remaining` bytes have come at this speed; null while that is not known. */
export function timeLeft(remaining: number | null, rate: number | null): number | null {
  if (remaining === null || rate === null || rate < 1) return null
  return Math.round((remaining * 1000) / rate)
}
