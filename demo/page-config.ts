/** A model as the page knows it. The engine host takes no URL from a page; the engine in the page has to be told. */
export interface PageModel {
  readonly id: string
  readonly name: string
  readonly url: string
  /** Bytes. */
  readonly size: number
  /** Lower-case hex. */
  readonly sha256: string
}

/** What the page has to know to reach the engine. */
export interface PageConfig {
  /** Of the engine host; the engine itself is mounted at `/engine`. */
  readonly engineUrl: string
  /** Sent with every request to the host. */
  readonly token: string
  /** Where models go. */
  readonly directory: string
  readonly models: readonly PageModel[]
}

/** What the engine host tells of itself at `/about`. */
export interface HostAbout {
  readonly pid: number
}
