/** The words of an offer to download a model: what it is for, and what it would cost. */
export interface OfferMessages {
  readonly gate: {
    readonly title: (name: string) => string
    readonly body: string
  }
  readonly plan: {
    /** Names the facts as a whole, for screen readers. */
    readonly title: (name: string) => string
    readonly size: string
    readonly unknownSize: string
    /** Some of it is on this device: `present` of the whole. */
    readonly present: (toFetch: string, present: string) => string
    readonly time: string
    readonly duration: (duration: string) => string
    readonly space: string
    readonly free: (size: string) => string
    readonly source: string
    readonly license: string
    /** There is not enough room. */
    readonly missing: (size: string) => string
    readonly metered: string
  }
}
