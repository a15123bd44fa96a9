import { EngineError } from '../core/errors.js'
import type { Clock } from '../ports/clock.js'
import type { BringOptions, FileRef, FileState, Incoming } from '../ports/files.js'
import type { MemoryFile } from './memory-files.js'

const STEP_MS = 50

/** What files on their way from the same disk need of it. */
export interface IncomingDisk {
  readonly clock: Clock
  readonly files: Map<string, MemoryFile>
  place(ref: FileRef, which: FileState): string
  roomLeft(): number
  canLink(): boolean
  /** Bytes per second; null where copying takes no time. */
  writeSpeed(): number | null
}

/** Links and copies on a disk in memory. */
export function createMemoryIncoming({ clock, files, place, roomLeft, ...disk }: IncomingDisk): Incoming {
  const { canLink, writeSpeed } = disk

  async function copying(size: number, { signal, onBytes }: BringOptions): Promise<void> {
    const speed = writeSpeed()
    for (let done = 0; speed !== null && done < size; onBytes?.(done)) {
      await new Promise<void>((resolve) => void clock.setTimer(STEP_MS, resolve))
      signal.throwIfAborted()
      done = Math.min(size, done + (speed * STEP_MS) / 1000)
    }
    onBytes?.(size)
  }

  return {
    async look(location) {
      if (!location.startsWith('/'))
        throw new EngineError('invalid-command', `${JSON.stringify(location)} is no absolute path.`)
      const file = files.get(location)
      if (file !== undefined) return { kind: 'file', size: file.content.size }
      return { kind: [...files.keys()].some((key) => key.startsWith(`${location}/`)) ? 'folder' : 'nothing' }
    },
    async bring(from, ref, options) {
      const { link, signal, onCopy } = options
      const source = typeof from === 'string' ? from : place(from, 'final')
      const file = files.get(source)
      if (file === undefined) throw new EngineError('storage-io', `There is nothing at ${source}.`)
      signal.throwIfAborted()
      if (link && canLink()) {
        files.set(place(ref, 'incoming'), file)
        return 'linked'
      }
      await onCopy?.()
      await copying(file.content.size, options)
      const missing = file.content.storedBytes - roomLeft()
      if (missing > 0) throw new EngineError('disk-full', `The disk is full: ${missing} bytes are missing.`)
      const copied = { content: file.content.copy(), durable: file.content.copy(), modifiedAtMs: clock.now() }
      files.set(place(ref, 'incoming'), copied)
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
