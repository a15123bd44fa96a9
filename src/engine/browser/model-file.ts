import { EngineError } from '../core/errors.js'

const SCHEME = 'opfs:/'

/** A file of a model in the origin's private file system. */
export interface ModelFileHandle {
  readonly handle: FileSystemFileHandle
  /** A `Blob` on disk: reading a slice of it reads only that slice. */
  readonly file: File
}

/**
 * Opens what `client.locate(id)` gave: the `location` of a file.
 *
 * @throws EngineError `storage-io` where it is no longer there (the browser may have evicted it), `invalid-command` for another location.
 */
export async function openModelFile(location: string): Promise<ModelFileHandle> {
  if (!location.startsWith(SCHEME))
    throw new EngineError(
      'invalid-command',
      `${location} is no place in a browser's file system. Use what locate gave.`,
    )
  const segments = location.slice(SCHEME.length).split('/')
  try {
    let folder = await navigator.storage.getDirectory()
    for (const name of segments.slice(0, -1)) folder = await folder.getDirectoryHandle(name)
    const handle = await folder.getFileHandle(segments.at(-1) as string)
    return { handle, file: await handle.getFile() }
  } catch (cause) {
    throw new EngineError(
      'storage-io',
      `${location} cannot be opened: it was removed, or the browser evicted it. Download the model again.`,
      { cause },
    )
  }
}
