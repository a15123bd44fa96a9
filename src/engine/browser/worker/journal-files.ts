import type { Places } from './opfs-places.js'
import { type LogMedium, openRecordLog, type RecordLog } from './record-log.js'
import { openHandle } from './shared-handle.js'
import { storageError } from './storage-error.js'

/** The engine's own folder among those of the models. */
const FOLDER = '.weightlift'
const NAMES = ['journal-a', 'journal-b'] as const

/** The engine's records, opened when first used; again after a failure. */
export interface JournalFiles {
  open(): Promise<RecordLog>
  /** Makes what was set last. @throws EngineError `quota-exceeded`, `storage-denied`, `storage-io` */
  flush(): Promise<void>
  close(): Promise<void>
}

/** The record log in two files of the origin's private file system, written through handles that stay open. */
export function createJournalFiles(places: Places): JournalFiles {
  let opened: Promise<{ readonly log: RecordLog; close(): void }> | null = null

  async function openFiles(): Promise<{ readonly log: RecordLog; close(): void }> {
    const folder = await (await places.root()).getDirectoryHandle(FOLDER, { create: true })
    const handles: FileSystemSyncAccessHandle[] = []
    const close = (): void => {
      for (const handle of handles) handle.close()
    }
    try {
      for (const name of NAMES) handles.push(await openHandle(await folder.getFileHandle(name, { create: true })))
      const [first, second] = handles.map(mediumOf) as [LogMedium, LogMedium]
      const damages: Uint8Array<ArrayBuffer>[] = []
      const log = openRecordLog([first, second], (content) => damages.push(content))
      for (const content of damages) await keep(folder, content)
      return { log, close }
    } catch (error) {
      close()
      throw error
    }
  }

  const open = async (): Promise<RecordLog> => {
    opened ??= openFiles().catch((error: unknown) => {
      opened = null
      throw storageError(error, 'read the records of downloads')
    })
    return (await opened).log
  }

  return {
    open,
    async flush() {
      const log = await open()
      try {
        log.flush()
      } catch (error) {
        throw storageError(error, 'write the record of a download')
      }
    },
    async close() {
      const last = opened
      opened = null
      await last?.then(({ close }) => close()).catch(() => undefined)
    },
  }
}

function mediumOf(handle: FileSystemSyncAccessHandle): LogMedium {
  return {
    read() {
      const bytes = new Uint8Array(handle.getSize())
      return bytes.subarray(0, handle.read(bytes, { at: 0 }))
    },
    write(at, bytes) {
      if (handle.write(bytes, { at }) < bytes.byteLength)
        throw new DOMException('the disk took only a part', 'QuotaExceededError')
    },
    flush: () => handle.flush(),
  }
}

/** Sets a damaged file aside, for whoever wants to look. Where it cannot be, the engine goes on. */
async function keep(folder: FileSystemDirectoryHandle, content: Uint8Array<ArrayBuffer>): Promise<void> {
  const name = `journal.damaged-${Date.now()}`
  try {
    const handle = await (await folder.getFileHandle(name, { create: true })).createSyncAccessHandle()
    handle.write(content, { at: handle.getSize() })
    handle.close()
  } catch {
    await folder.removeEntry(name).catch(() => undefined)
  }
}
