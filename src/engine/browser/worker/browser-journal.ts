import type { Journal } from '../../ports/journal.js'
import type { JournalFiles } from './journal-files.js'

const PREFIX = 'journal:'

/** The journal in the record log: a write is on the medium when it settles, with whatever else was set before. */
export function createBrowserJournal(files: JournalFiles): Journal {
  async function set(key: string, value: string | null): Promise<void> {
    const log = await files.open()
    log.set(PREFIX + key, value)
    await files.flush()
  }

  return {
    async load() {
      const { entries, damaged } = await files.open()
      const ours = [...entries].filter(([key]) => key.startsWith(PREFIX))
      return {
        entries: new Map(ours.map(([key, value]) => [key.slice(PREFIX.length), JSON.parse(value) as unknown])),
        setAside: damaged.filter((key) => !key.includes(':') || key.startsWith(PREFIX)).map(unprefixed),
      }
    },
    write: (key, value) => set(key, JSON.stringify(value)),
    delete: (key) => set(key, null),
  }
}

function unprefixed(key: string): string {
  return key.startsWith(PREFIX) ? key.slice(PREFIX.length) : key
}
