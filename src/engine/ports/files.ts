/** A place for one file of one model. Both parts were checked by the core: relative, no `..`, no reserved name. */
export interface FileRef {
  /** The model's folder: its id, made safe. */
  readonly folder: string
  /** Path inside it, `/` between segments. */
  readonly path: string
}

export interface FileStat {
  /** Bytes. */
  readonly size: number
  /** Epoch milliseconds. */
  readonly modifiedAtMs: number
}

/** A partial (`<path>.part`), open for writing. */
export interface PartFile {
  /** Writes all chunks one after another from `offset`, or throws. Several writes may be under way at once. */
  write(offset: number, chunks: readonly Uint8Array[]): Promise<void>
  /** Reads `length` bytes from `offset`, fewer only at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>
  /** All that was written before the call is on the medium when it settles. */
  flush(): Promise<void>
  truncate(size: number): Promise<void>
  size(): Promise<number>
  close(): Promise<void>
}

/**
 * Where models live. Throws `EngineError`: `disk-full`, `quota-exceeded`, `storage-denied`, `storage-io`.
 * A symlink is never followed out of the directory.
 */
export interface Files {
  /** Opens the partial, creating it and its folders when missing. */
  openPart(ref: FileRef): Promise<PartFile>
  /** The final file; null when there is none. */
  stat(ref: FileRef): Promise<FileStat | null>
  /** The partial; null when there is none. */
  statPart(ref: FileRef): Promise<FileStat | null>
  /** Gives the (closed, flushed) partial its final name, atomically and durably, replacing what was there. */
  publish(ref: FileRef): Promise<void>
  /** Makes the final file of one place stand at another too, by a link where that can be, else by a copy; atomic, replacing what was there. */
  clone(from: FileRef, to: FileRef): Promise<void>
  deletePart(ref: FileRef): Promise<void>
  /** Deletes the final file, and folders that it leaves empty. Both deletions are silent when there is nothing. */
  delete(ref: FileRef): Promise<void>
  /** Deletes the folder with all that is in it. */
  deleteFolder(folder: string): Promise<void>
  /** Where the final file is, for the app: an absolute path. */
  locate(ref: FileRef): string
  /**
   * Asks the platform to keep what is stored even when it runs short of space; null where it does not tell. Left out where nothing is
   * ever evicted.
   */
  persist?(): Promise<boolean | null>
  /** Free bytes for this user; null where the platform cannot tell. */
  freeBytes(): Promise<number | null>
}
