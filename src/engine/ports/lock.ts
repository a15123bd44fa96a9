/** One owner per model directory across processes, tabs and windows. */
export interface Lock {
  /**
   * Tries once. Gives a hold, or null while another live owner has it; a dead owner is found and replaced.
   * Throws `EngineError` (`storage-denied`, `storage-io`) where a lock cannot be made at all.
   */
  acquire(): Promise<LockHold | null>
}

export interface LockHold {
  /** Called once if the hold is lost without being released (the lock was removed or taken). */
  onLost(callback: () => void): void
  release(): Promise<void>
}
