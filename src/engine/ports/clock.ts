/** Time and chance. A virtual one makes a simulated week run in a second. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Calls back once, after at least `delayMs`; gives a function that calls it off. */
  setTimer(delayMs: number, callback: () => void): () => void
  /** A number in [0, 1). */
  random(): number
  /** The machine's time zone, an IANA name. May change while the program runs: people travel. */
  timeZone(): string
}
