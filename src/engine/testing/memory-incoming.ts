import { EngineError } from '../core/errors.js'
import type { Clock } from '../ports/clock.js'
import type { FileRef, FileState, Incoming } from '../ports/files.js'
import type { MemoryFile } from './memory-files.js'

/** What files on their way from the same disk need of it. */
export interface IncomingDisk {
  readonly clock: Clock
  readonly files: Map<string, MemoryFile>
  place(ref: FileRef, which: FileState): string
  roomLeft(): number
  canLink(): boolean
}

/** Links and copies on a disk in memory. */
export function createMemoryIncoming({ clock, files, place, roomLeft, canLink }: IncomingDisk): Incoming {
  return {
    async look(location) {
      if (!location.startsWith('/'))
        throw new EngineError('invalid-command', `${JSON.stringify(location)} is no absolute path.`)
      const file = files.get(location)
      if (file !== undefined) return { kind: 'file', size: file.content.size }
      return { kind: [...files.keys()].some((key) => key.startsWith(`${location}/`)) ? 'folder' : 'nothing' }
    },
    async bring(from, ref, { link, signal, onBytes }) {
      const source = typeof from === 'string' ? from : place(from, 'final')
      const file = files.get(source)
      if (file === undefined) throw new EngineError('storage-io', `There is nothing at ${source}.`)
      signal.throwIfAborted()
      if (link && canLink()) {
        files.set(place(ref, 'incoming'), file)
        return 'linked'
      }
      const missing = file.content.storedBytes - roomLeft()
      if (missing > 0) throw new EngineError('disk-full', `The disk is full: ${missing} bytes are missing.`)
      const copied = { content: file.content.copy(), durable: file.content.copy(), modifiedAtMs: clock.now() }
      files.set(place(ref, 'incoming'), copied)
      onBytes?.(file.content.size)
      return 'copied'
    },
    async publish(ref, as = 'final') {
      const file = files.get(place(ref, 'incoming'))
      if (file === undefined) throw new EngineError('storage-io', `There is nothing to give the name ${ref.path} to.`)
      files.delete(place(ref, 'incoming'))
      files.set(place(ref, as), file)
    },
    drop: async (ref) => void files.delete(place(ref, 'incoming')),
  }
}
