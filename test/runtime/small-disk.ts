import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A file system of its own that is full after a few MiB. Needs root on Linux: a test without it fails, it is not left out. */
export interface SmallDisk {
  readonly directory: string
  grow(mebibytes: number): Promise<void>
  remove(): Promise<void>
}

export async function createSmallDisk(mebibytes: number): Promise<SmallDisk> {
  const directory = await mkdtemp(join(tmpdir(), 'weightlift-small-disk-'))
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', directory])
  } catch (cause) {
    throw new Error('A small disk can only be made as root on Linux (mount -t tmpfs). Run this test there.', { cause })
  }
  return {
    directory,
    async grow(more) {
      await run('mount', ['-o', `remount,size=${more}m`, directory])
    },
    async remove() {
      await run('umount', [directory])
      await rm(directory, { recursive: true, force: true })
    },
  }
}
