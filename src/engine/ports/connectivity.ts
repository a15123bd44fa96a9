export interface Connectivity {
  /** `null` where the platform cannot tell. */
  current(): { readonly online: boolean | null; readonly metered: boolean | null }
  /** Calls back after a change; gives a function that stops it. */
  subscribe(onChange: () => void): () => void
  /** Whether a request failed because this machine has no network, and not because of who was asked. Left out where that cannot be told. */
  isOffline?(error: unknown): boolean
}
