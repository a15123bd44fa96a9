import { type DownloadRecord, parseRecord } from '../core/record.js'

/** Where what was asked for is kept over restarts: one text, in a file or in `localStorage`. */
export interface MoverStore {
  /** The text that was written last; null where there is none. */
  read(): Promise<string | null>
  write(text: string): Promise<void>
}

/** What was asked for, written down after each change. */
export interface MoverMemory {
  load(): Promise<{ readonly records: readonly DownloadRecord[]; readonly order: readonly string[] }>
  save(record: DownloadRecord): void
  saveOrder(order: readonly string[]): void
  forget(id: string): void
  list(): readonly DownloadRecord[]
  /** Settles when all is written; rejects where it cannot be. */
  settled(): Promise<void>
}

const VERSION = 1

/** Without a store it lasts as long as this engine. A text that is damaged or of a newer version is not trusted. */
export function createMoverMemory(store: MoverStore | undefined): MoverMemory {
  const records = new Map<string, DownloadRecord>()
  let order: readonly string[] = []
  let isDirty = false
  let writing: Promise<void> | null = null

  async function write(): Promise<void> {
    // One text for all that changed in the same moment.
    await Promise.resolve()
    while (isDirty) {
      isDirty = false
      await store?.write(JSON.stringify({ version: VERSION, order, records: [...records.values()] }))
    }
  }

  function changed(): void {
    isDirty = true
    writing ??= write().finally(() => {
      writing = null
    })
    writing.catch(() => undefined)
  }

  return {
    async load() {
      const found = parse(await store?.read())
      order = found.order
      for (const record of found.records) records.set(record.model.id, record)
      return { records: [...records.values()], order }
    },
    save(record) {
      records.set(record.model.id, record)
      changed()
    },
    saveOrder(next) {
      order = next
      changed()
    },
    forget(id) {
      if (records.delete(id)) changed()
    },
    list: () => [...records.values()],
    settled: async () => {
      await writing
    },
  }
}

function parse(text: string | null | undefined): { records: readonly DownloadRecord[]; order: readonly string[] } {
  try {
    const { version, order, records } = JSON.parse(text ?? '{}') as Record<string, unknown>
    if (version !== VERSION || !Array.isArray(records) || !Array.isArray(order)) return { records: [], order: [] }
    return {
      records: records.flatMap((record) => parseRecord(record) ?? []),
      order: order.filter((id) => typeof id === 'string'),
    }
  } catch {
    return { records: [], order: [] }
  }
}
