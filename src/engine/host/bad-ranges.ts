import { blockRange } from '../core/blocks.js'
import { addInterval, type Intervals } from '../core/intervals.js'
import type { FileBlocks } from '../core/model.js'
import type { Digest, DigestRun } from '../ports/digest.js'
import type { FileRef, FileState } from '../ports/files.js'

/** What proves a file. Where there are blocks they do, for they also tell which bytes are bad. */
export interface Proof {
  readonly sha256: string | null
  readonly blocks: FileBlocks | null
}

/** Follows a hashing, and may stop it by `abort`. */
export type OnHashing = (run: DigestRun) => void

/**
 * The ranges of a file that are not what they have to be; none where nothing proves it, or all is right. null where the digest of the
 * whole is another, so that no byte counts, nor does an empty file. Rejects where a hashing is aborted.
 */
export async function badRanges(
  digest: Digest,
  ref: FileRef,
  which: FileState,
  { sha256, blocks }: Proof,
  size: number,
  onHashing?: OnHashing,
): Promise<Intervals | null> {
  async function sha256Of(start: number, end: number): Promise<string> {
    const run = digest.sha256(ref, which, start)
    onHashing?.(run)
    run.advance(end)
    return run.finish(end)
  }

  if (blocks === null) {
    const isBad = sha256 !== null && (await sha256Of(0, size)) !== sha256
    return isBad ? null : []
  }
  if (blocks.sha256.length !== Math.ceil(size / blocks.size)) return null
  let bad: Intervals = []
  for (const [index, expected] of blocks.sha256.entries()) {
    const [start, end] = blockRange(blocks, size, index)
    if ((await sha256Of(start, end)) !== expected) bad = addInterval(bad, start, end)
  }
  return bad
}
