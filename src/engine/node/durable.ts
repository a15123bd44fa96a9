import { open } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { systemCode } from './storage-error.js'

const BUSY: ReadonlySet<string> = new Set(['EPERM', 'EBUSY', 'EACCES'])
const UNSUPPORTED: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'EISDIR', 'EBADF'])
const BUSY_DELAYS_MS: readonly number[] = [20, 60, 150, 350, 700]

/**
 * Runs an operation, again a few times while another program holds the file. Virus scanners on Windows open a file right after it
 * was written, and a rename fails with EPERM or EBUSY for as long.
 *
 * @param delaysMs - The pauses between tries, milliseconds; together the longest a real refusal is held back. Default 1.3 s in five steps.
 */
export async function retryBusy<T>(
  operation: () => Promise<T>,
  delaysMs: readonly number[] = BUSY_DELAYS_MS,
): Promise<T> {
  for (const delayMs of delaysMs) {
    try {
      return await operation()
    } catch (error) {
      if (!BUSY.has(systemCode(error))) throw error
      await delay(delayMs)
    }
  }
  return operation()
}

/** Makes new, renamed and deleted names of a folder survive a power loss, where the platform can. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder, and journals names by itself.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    if (!UNSUPPORTED.has(systemCode(error))) throw error
  } finally {
    await handle.close()
  }
}
