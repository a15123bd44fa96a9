/** What the storage panel says. */
export interface StorageMessages {
  /** Of the whole panel. */
  readonly title: string
  readonly section: {
    readonly models: string
    readonly partials: string
    readonly orphans: string
  }
  readonly summary: {
    /** All that models take; written out. */
    readonly used: (size: string) => string
    readonly free: (size: string) => string
  }
  readonly fact: {
    /** Of a partial: how much of how much. */
    readonly pair: (done: string, total: string) => string
    readonly soFar: (done: string) => string
    /** When it was last written; `when` is a date. */
    readonly changed: (when: string) => string
    readonly used: (when: string) => string
    /** The part that another model has, too. */
    readonly shared: (size: string) => string
    /** Of a crashed or forgotten run: a sweep takes it. */
    readonly leftover: string
    /** Not of this app. */
    readonly foreign: string
    /** Its digest is being computed; written out as a share. */
    readonly verifying: (percent: string) => string
    /** Its download is on its way. */
    readonly busy: string
  }
  readonly action: {
    readonly remove: string
    readonly discard: string
    readonly verify: string
    readonly sweep: string
    /** Takes over a file in place of a download. */
    readonly adopt: (name: string) => string
  }
  /** Of the choice of an age beside the sweep. */
  readonly sweepLabel: string
  /** An age, in days; 0 is any. */
  readonly olderThan: (days: number) => string
  readonly confirm: {
    readonly title: (name: string) => string
    readonly body: (size: string) => string
    readonly remove: string
    readonly back: string
  }
  readonly announcement: {
    readonly removed: (name: string) => string
    readonly swept: (size: string) => string
    readonly sweptNothing: string
    readonly verifying: (name: string) => string
    readonly adopting: (name: string) => string
  }
  readonly pending: string
  readonly empty: {
    readonly title: string
    readonly hint: string
  }
}
