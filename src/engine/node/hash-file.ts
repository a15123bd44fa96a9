import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { storageError } from './storage-error.js'

const BLOCK_BYTES = 1024 * 1024

/**
 * The sha256 of the bytes from `from` to `end` of a file, in this thread, a block at a time.
 *
 * @param onHashed - Told how far it has come after each block; gives false to stop.
 * @throws EngineError `storage-io`, also where the file is shorter.
 */
export async function hashFile(
  path: string,
  from: number,
  end: number,
  onHashed: (bytes: number) => boolean,
): Promise<string> {
  try {
    const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
    try {
      const hash = createHash('sha256')
      const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, end - from))
      let hashed = from
      while (hashed < end) {
        const { bytesRead } = await handle.read(block, 0, Math.min(block.length, end - hashed), hashed)
        if (bytesRead === 0) throw new Error(`the file ends at ${hashed} bytes of ${end}`)
        hash.update(block.subarray(0, bytesRead))
        hashed += bytesRead
        if (!onHashed(hashed)) break
      }
      return hash.digest('hex')
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw storageError(error, 'read back the model file', path)
  }
}
