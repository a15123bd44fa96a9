import type { Journal } from '../../ports/journal.js'
import type { Table } from './database.js'

/** The journal in IndexedDB: a transaction is atomic and, with strict durability, on the medium when it settles. */
export function createBrowserJournal(table: Table): Journal {
  return {
    async load() {
      return { entries: await table.entries(), setAside: [] }
    },
    // As JSON would have it: what is undefined has no place in a record.
    write: (key, value) => table.set(key, JSON.parse(JSON.stringify(value))),
    delete: (key) => table.delete(key),
  }
}
