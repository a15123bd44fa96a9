import type { Link } from './snapshot.js'

/** What several components say. */
export interface CommonMessages {
  readonly moment: {
    /** `in 12 sec` */
    readonly in: (duration: string) => string
    /** `at 11:30 PM` */
    readonly at: (time: string) => string
  }
  /** Shown while the engine itself is out of reach. Null: nothing to say. */
  readonly link: Readonly<Record<Link, string | null>>
}
