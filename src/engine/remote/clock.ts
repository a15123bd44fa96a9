/** Time and chance for both ends of a border. The clock port has this form, a virtual clock too. */
export interface BorderClock {
  /** Epoch milliseconds. */
  now(): number
  /** Calls back once, after at least `delayMs`; gives a function that calls it off. */
  setTimer(delayMs: number, callback: () => void): () => void
  /** A number in [0, 1). */
  random(): number
}
