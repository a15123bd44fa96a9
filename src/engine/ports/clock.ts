/** Time and chance. A virtual one makes a simulated week run in a second. */
export interface Clock {
  /** Epoch milliseconds: what a person reads off a clock. It may be put on or back at any moment; for how long something takes, see {@link elapsed}. */
  now(): number
  /** Milliseconds since some moment, of a clock that nobody sets: it never goes back. While the machine sleeps it may stand still. */
  elapsed(): number
  /** Calls back once, after at least `delayMs`; gives a function that calls it off. */
  setTimer(delayMs: number, callback: () => void): () => void
  /** A number in [0, 1). */
  random(): number
  /** The machine's time zone, an IANA name. May change while the program runs: people travel. */
  timeZone(): string
}
