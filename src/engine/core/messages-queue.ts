/** What a queue says beside the words of its downloads. */
export interface QueueMessages {
  /** Of the whole list. */
  readonly title: string
  /** The headings. */
  readonly section: {
    readonly running: string
    readonly failed: string
    readonly queued: string
    readonly waiting: string
    readonly paused: string
    readonly completed: string
    readonly cancelled: string
  }
  readonly action: {
    readonly pauseAll: string
    readonly resumeAll: string
    readonly moveUp: string
    readonly moveDown: string
  }
  /** What the live region says. */
  readonly announcement: {
    readonly moved: (name: string, place: number, count: number) => string
    /** Where a move leads nowhere. */
    readonly stays: (name: string, place: number, count: number) => string
    /** Of many downloads at once, by their heading. */
    readonly many: (section: string, count: number) => string
  }
  /** The name of the speed graph; both speeds are written out. */
  readonly graph: (now: string, peak: string) => string
  readonly empty: {
    readonly title: string
    readonly hint: string
  }
}
