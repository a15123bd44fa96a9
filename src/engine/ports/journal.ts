/**
 * A small durable map from key to JSON. Keys are `[A-Za-z0-9._-]+`, checked by the host.
 * A damaged entry is set aside (kept under another name, listed in `setAside`), never fatal.
 */
export interface Journal {
  load(): Promise<JournalContent>
  /** Atomic and durable when it settles: after a crash the old value or the new one is there. */
  write(key: string, value: unknown): Promise<void>
  delete(key: string): Promise<void>
}

export interface JournalContent {
  readonly entries: ReadonlyMap<string, unknown>
  /** Keys whose content could not be parsed. */
  readonly setAside: readonly string[]
}
