/** The words about the connection. */
export interface NetworkMessages {
  readonly offline: string
  readonly metered: string
  /** How many downloads wait for another connection; `count` is at least 1. */
  readonly waiting: (count: number) => string
  /** Lets downloads go on over a metered connection. */
  readonly allow: string
}
