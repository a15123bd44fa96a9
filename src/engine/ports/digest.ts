import type { FileRef, FileState } from './files.js'

/** The sha256 of one file, computed behind the writer from what is on disk (or in the page cache). */
export interface DigestRun {
  /** How far it has come: the offset before which all is hashed. */
  readonly hashedBytes: number
  /** Says that all bytes before `offset` are written. Never goes back. */
  advance(offset: number): void
  /** Lower-case hex of what lies before the offset `end`; call once, when all of it is written. */
  finish(end: number): Promise<string>
  /** Stops and releases what the run holds; a pending `finish` rejects with `cancelled`. */
  abort(): void
}

export interface Digest {
  /** Hashes the file under one of its names, from an offset on. Default: from its beginning. */
  sha256(ref: FileRef, which: FileState, from?: number): DigestRun
  close(): Promise<void>
}
