export interface Connectivity {
  /** `null` where the platform cannot tell. */
  current(): { readonly online: boolean | null; readonly metered: boolean | null }
  /** Calls back after a change; gives a function that stops it. */
  subscribe(onChange: () => void): () => void
}
