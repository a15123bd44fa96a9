/** A place for one file of one model. Both parts were checked by the core: relative, no `..`, no reserved name. */
export interface FileRef {
  /** The model's folder: its id, made safe. */
  readonly folder: string
  /** Path inside it, `/` between segments. */
  readonly path: string
}

/** Under which name a file stands: `<path>.part` while it is fetched, `<path>.incoming` while one from this machine is proved, or its own. */
export type FileState = 'part' | 'incoming' | 'final'

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
  /** Everything in the models' directory but the engine's own records. Left out where a platform cannot look. */
  survey?(): Promise<readonly FoundFile[]>
  /** Takes files over that are on this machine already. Left out where a platform cannot. */
  readonly incoming?: Incoming
}

/** Something in the models' directory, whoever put it there. */
export interface FoundFile extends FileStat {
  /** Relative to the directory, `/` between segments, as it is on disk. */
  readonly name: string
}

/** What stands at a place that a user named. */
export type Foreign = { readonly kind: 'file'; readonly size: number } | { readonly kind: 'folder' | 'nothing' }

export interface BringOptions {
  /** One file under two names, where the medium can: a change of one is a change of both. Else a clone or a copy of its own. */
  readonly link: boolean
  readonly signal: AbortSignal
  /** Asked before bytes are copied, for only that takes room. Where it rejects, none are. */
  readonly onCopy?: () => Promise<void>
  /** Told how much of a copy is there. */
  readonly onBytes?: (bytes: number) => void
}

/** Files of this machine on their way to a place in a model: under a name that nothing writes to, until they are proved. */
export interface Incoming {
  /** @throws EngineError `storage-denied` where nobody may look, `invalid-command` where it is no place at all. */
  look(location: string): Promise<Foreign>
  /**
   * Puts a model's final file, or the file at a place that a user named, beside where it shall be. What stands there stays.
   *
   * @returns whether it is the very same file: `linked`, or a file of its own: `copied`.
   */
  bring(from: FileRef | string, to: FileRef, options: BringOptions): Promise<'linked' | 'copied'>
  /** Gives it its final name, or that of the partial, atomically and durably, replacing what was there. Default: the final one. */
  publish(ref: FileRef, as?: 'part' | 'final'): Promise<void>
  /** Silent when there is nothing. */
  drop(ref: FileRef): Promise<void>
}
