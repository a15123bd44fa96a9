import { nameOf } from './storage-error.js'

/** How long the handle of a tab that has just ended may still be held, milliseconds. */
const BUSY_MS = 3_000
const BUSY_STEP_MS = 50

/** What TypeScript's library does not know of yet. */
interface SharedFile {
  createSyncAccessHandle(options: { readonly mode: 'readwrite-unsafe' }): Promise<FileSystemSyncAccessHandle>
}

/** Whether two workers may have a file open at once. */
export function sharesHandles(): boolean {
  return typeof FileSystemSyncAccessHandle !== 'undefined' && 'mode' in FileSystemSyncAccessHandle.prototype
}

/**
 * Opens a file for reading and writing in place, waiting a while for a tab that may still have it open. Where a browser cannot share it among
 * workers, the handle is exclusive.
 */
export async function openHandle(file: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> {
  for (let waitedMs = 0; ; waitedMs += BUSY_STEP_MS) {
    try {
      return await (file as unknown as SharedFile).createSyncAccessHandle({ mode: 'readwrite-unsafe' })
    } catch (error) {
      if (nameOf(error) !== 'NoModificationAllowedError' || waitedMs >= BUSY_MS) throw error
      await new Promise((resolve) => setTimeout(resolve, BUSY_STEP_MS))
    }
  }
}
