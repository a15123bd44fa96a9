import type { ModelInput } from 'weightlift/engine'

/** What the engine host is told when it starts. */
export interface HostOptions {
  /** 0: any free one. */
  readonly port: number
  readonly directory: string
  readonly catalog: readonly ModelInput[]
  readonly token: string
  /** Of the pages that may connect. */
  readonly origins: readonly string[]
}

/** What it says once it listens. */
export interface HostMessage {
  readonly port: number
}
