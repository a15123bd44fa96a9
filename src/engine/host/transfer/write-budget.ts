/** How many bytes may be on their way to the disk at once, over all downloads: what keeps memory flat. */
export interface WriteBudget {
  /** Nothing to wait for while there is room; else settles when enough writes have ended. */
  take(bytes: number): Promise<void> | undefined
  give(bytes: number): void
}

/** 8 MiB keep a fast disk busy and cost little memory. */
export const WRITE_BUDGET_BYTES: number = 8 * 1024 * 1024

export function createWriteBudget(most: number = WRITE_BUDGET_BYTES): WriteBudget {
  let used = 0
  const queue: { readonly bytes: number; readonly go: () => void }[] = []

  // One write larger than the whole budget goes alone rather than never.
  const fits = (bytes: number): boolean => used === 0 || used + bytes <= most

  return {
    take(bytes) {
      if (queue.length === 0 && fits(bytes)) {
        used += bytes
        return undefined
      }
      return new Promise((resolve) => queue.push({ bytes, go: resolve }))
    },
    give(bytes) {
      used -= bytes
      for (let next = queue[0]; next !== undefined && fits(next.bytes); next = queue[0]) {
        queue.shift()
        used += next.bytes
        next.go()
      }
    },
  }
}
