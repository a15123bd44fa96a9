/** Time and chance for both ends of a border. The clock port has this form, a virtual clock too. */
export interface BorderClock {
  /** Epoch milliseconds: what a person reads off a clock. It may be put on or back at any moment; for how long something takes, see {@link elapsed}. */
  now(): number
  /** Milliseconds since some moment, of a clock that nobody sets: it never goes back. While the machine sleeps it may stand still. */
  elapsed(): number
  /** Calls back once, after at least `delayMs`; gives a function that calls it off. */
  setTimer(delayMs: number, callback: () => void): () => void
  /** A number in [0, 1). */
  random(): number
}
