import { EngineError } from '../../core/errors.js'

/** Renaming, which TypeScript's library does not know yet. */
export interface Movable {
  move?(name: string): Promise<void>
}

/** Renames a file within its folder, replacing what was there. @throws EngineError `storage-denied` in browsers that cannot */
export async function rename(file: FileSystemFileHandle & Movable, name: string): Promise<void> {
  if (file.move !== undefined) return await file.move(name)
  throw new EngineError(
    'storage-denied',
    'This browser cannot rename files that sites keep, so no model can get its final name. Use a current browser.',
  )
}
