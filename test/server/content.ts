import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'

/** What the server serves under a path: bytes by offset, and what identifies them. */
export interface Content {
  /** Bytes. */
  readonly size: number
  /** Strong, with its quotes. */
  readonly etag: string
  readonly lastModified: Date
  /** `length` bytes from `offset`; the range must lie inside. */
  read(offset: number, length: number): Promise<Buffer>
  /** Lower-case hex of the whole, computed by streaming on the first call. */
  sha256(): Promise<string>
  close(): Promise<void>
}

const CHUNK = 1 << 20

/** The digest of content that is only known by offset. */
export async function sha256Of(content: Pick<Content, 'size' | 'read'>): Promise<string> {
  const hash = createHash('sha256')
  for (let offset = 0; offset < content.size; offset += CHUNK) {
    hash.update(await content.read(offset, Math.min(CHUNK, content.size - offset)))
    // A GiB takes a second: let requests be answered meanwhile.
    if (offset % (16 * CHUNK) === 0) await setImmediate()
  }
  return hash.digest('hex')
}

const EPOCH = new Date('2026-01-02T03:04:05Z')

/** Content held in memory. */
export function bufferContent(bytes: Buffer): Content {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return {
    size: bytes.length,
    etag: `"${sha256.slice(0, 16)}"`,
    lastModified: EPOCH,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
    sha256: async () => sha256,
    close: async () => {},
  }
}

/** A file on disk; it must not change while it is served. */
export function fileContent(path: string): Content {
  const { size, mtime } = statSync(path)
  let handle: Promise<FileHandle> | undefined
  let digest: Promise<string> | undefined
  return {
    size,
    etag: `"${size.toString(16)}-${mtime.getTime().toString(16)}"`,
    lastModified: new Date(Math.floor(mtime.getTime() / 1000) * 1000),
    async read(offset, length) {
      handle ??= open(path)
      const { buffer, bytesRead } = await (await handle).read(Buffer.allocUnsafe(length), 0, length, offset)
      return buffer.subarray(0, bytesRead)
    },
    sha256() {
      digest ??= hashFile(path)
      return digest
    },
    close: async () => (await handle)?.close(),
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
