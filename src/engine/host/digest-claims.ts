/** Who fetches which file, by its digest, over all downloads: of two that want the same one, only one moves its bytes. */
export interface DigestClaims {
  /** True where the owner has it from now on, or had it before; false while another one has it. */
  take(sha256: string, owner: object): boolean
  /** Lets go of all that the owner has. */
  release(owner: object): void
  /** Settles when something has been let go. Rejects with the signal's reason. */
  changed(signal: AbortSignal): Promise<void>
}

export function createDigestClaims(): DigestClaims {
  const owners = new Map<string, object>()
  const waiting = new Set<() => void>()
  return {
    take(sha256, owner) {
      const holder = owners.get(sha256)
      if (holder !== undefined) return holder === owner
      owners.set(sha256, owner)
      return true
    },
    release(owner) {
      const before = owners.size
      for (const [sha256, holder] of owners) if (holder === owner) owners.delete(sha256)
      if (owners.size === before) return
      for (const wake of [...waiting]) wake()
    },
    changed(signal) {
      return new Promise((resolve, reject) => {
        const end = (settle: () => void): void => {
          waiting.delete(wake)
          signal.removeEventListener('abort', stop)
          settle()
        }
        const wake = (): void => end(resolve)
        const stop = (): void => end(() => reject(signal.reason))
        if (signal.aborted) return reject(signal.reason)
        waiting.add(wake)
        signal.addEventListener('abort', stop)
      })
    },
  }
}
