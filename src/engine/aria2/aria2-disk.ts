/** What a daemon has no call for. Paths are absolute; the daemon's `<file>.aria2` stands beside a file that is not complete. */
export interface Aria2Disk {
  /** Size and time of the last write; null where there is no file. */
  stat(path: string): Promise<Aria2Stat | null>
  /** Deletes a file; silent where there is none. */
  delete(path: string): Promise<void>
  /**
   * Lower-case hex.
   *
   * @param onBytes - To be told how many bytes of the file are hashed so far: the progress of `verify`.
   */
  sha256(path: string, onBytes?: (hashedBytes: number) => void): Promise<string>
}

export interface Aria2Stat {
  readonly size: number
  /** Epoch milliseconds. */
  readonly modifiedAtMs: number
}

/** The name of what the daemon keeps beside a file that is not complete. */
export function controlFileOf(place: string): string {
  return `${place}.aria2`
}
