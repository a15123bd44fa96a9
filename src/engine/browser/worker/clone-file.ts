import type { FileRef } from '../../ports/files.js'
import type { Places } from './opfs-places.js'
import { type Movable, rename } from './rename.js'

const PIECE_BYTES = 4 * 1024 * 1024

/** Makes a final file stand at another place too. The private file system has no links, so the bytes are copied, a piece at a time. */
export async function cloneFile(places: Places, from: FileRef, to: FileRef): Promise<void> {
  const found = await places.find(from, 'final')
  if (found === null) throw new DOMException('there is no such folder', 'NotFoundError')
  const source = await (await found.folder.getFileHandle(found.name)).getFile()
  const { folder, name } = await places.make(to, 'final')
  const temporary = `${name}.copy`
  try {
    const target: FileSystemFileHandle & Movable = await folder.getFileHandle(temporary, { create: true })
    await copy(source, target)
    await rename(target, name)
  } catch (error) {
    await folder.removeEntry(temporary).catch(() => undefined)
    throw error
  }
}

async function copy(source: File, target: FileSystemFileHandle): Promise<void> {
  const handle = await target.createSyncAccessHandle()
  try {
    handle.truncate(0)
    for (let at = 0; at < source.size; at += PIECE_BYTES) {
      const piece = new Uint8Array(await source.slice(at, at + PIECE_BYTES).arrayBuffer())
      if (handle.write(piece, { at }) < piece.byteLength)
        throw new DOMException('the disk took only a part', 'QuotaExceededError')
    }
    handle.flush()
  } finally {
    handle.close()
  }
}
