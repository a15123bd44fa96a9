import { open, statfs, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode } from './storage-error.js'

/** A few entries of many files fit into it. */
const RESERVE_BYTES = 128 * 1024

/**
 * Room that the engine keeps for its own records, so that it can say what a download has when that download has filled the disk,
 * and so that the next engine can take the directory.
 */
export interface JournalReserve {
  /** Takes the room where it has none and there is some. Never rejects. */
  keep(): Promise<void>
  /** Gives the room free; false where there was none. */
  spend(): Promise<boolean>
}

/** @param state - The engine's folder, which exists when `keep` is called. */
export function createJournalReserve(state: string): JournalReserve {
  const path = join(state, 'reserve')
  let isKept = false
  return {
    async keep() {
      if (isKept || !(await hasRoom(state))) return
      isKept = true
      const handle = await open(path, 'w', 0o600).catch(() => null)
      if (handle === null) return
      try {
        // No zeros: some file systems give them no room.
        await handle.writeFile(Buffer.alloc(RESERVE_BYTES, 1))
        await handle.datasync()
      } catch {
        isKept = false
        await unlink(path).catch(() => {})
      } finally {
        await handle.close()
      }
    },
    async spend() {
      isKept = false
      return unlink(path).then(
        () => true,
        () => false,
      )
    },
  }
}

/** Who has just spent it on a full disk needs what is left for the next record. */
async function hasRoom(folder: string): Promise<boolean> {
  return statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize > 8 * RESERVE_BYTES,
    () => false,
  )
}

/** Tries again with the reserved room where there is no other. */
export async function withReserve<T>(reserve: JournalReserve, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const isFull = ['ENOSPC', 'EDQUOT'].includes(systemCode(error))
    if (!isFull || !(await reserve.spend())) throw error
    return write()
  }
}
