import type { FileRef } from './files.js'

/** The sha256 of one partial, computed behind the writer from what is on disk (or in the page cache). */
export interface DigestRun {
  /** Bytes hashed so far. */
  readonly hashedBytes: number
  /** Says that all bytes before `offset` are written. Never goes back. */
  advance(offset: number): void
  /** Lower-case hex of the first `size` bytes; call once, when all of them are written. */
  finish(size: number): Promise<string>
  /** Stops and releases what the run holds; a pending `finish` rejects with `cancelled`. */
  abort(): void
}

export interface Digest {
  /** Starts at offset 0 of the partial, or of the final file. */
  sha256(ref: FileRef, which: 'part' | 'final'): DigestRun
  close(): Promise<void>
}
