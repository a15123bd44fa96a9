import type { Lock, LockHold } from '../ports/lock.js'

/** A lock in memory. All programs on one simulated machine share it. */
export interface MemoryLock {
  /** The lock as one program sees it. `die` is what the operating system does for a dead owner: the lock is free, nobody is told. */
  open(): Lock & { die(): void }
  /** Takes the lock from whoever has it, as another program does that removes the lock's file, and tells the owner. */
  steal(): void
  isHeld(): boolean
}

/** A free lock. */
export function createMemoryLock(): MemoryLock {
  let owner: LockHold | null = null
  let tellOwner: (() => void)[] = []

  function open(): Lock & { die(): void } {
    let mine: LockHold | null = null

    function letGo(): void {
      if (owner === mine) owner = null
    }

    async function acquire(): Promise<LockHold | null> {
      if (owner !== null) return null
      tellOwner = []
      const told = tellOwner
      mine = { onLost: (callback) => void told.push(callback), release: async () => letGo() }
      owner = mine
      return mine
    }

    return { acquire, die: letGo }
  }

  return {
    open,
    steal() {
      owner = { onLost: () => undefined, release: async () => undefined }
      for (const callback of tellOwner) callback()
    },
    isHeld: () => owner !== null,
  }
}
