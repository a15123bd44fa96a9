import { storageError } from './storage-error.js'

const STORES = ['journal', 'digests'] as const

/** A small durable table in IndexedDB. Every call is a transaction of its own: it happened, or it did not. */
export interface Table {
  entries(): Promise<ReadonlyMap<string, unknown>>
  get(key: string): Promise<unknown>
  /** On the medium when it settles. */
  set(key: string, value: unknown): Promise<void>
  delete(key: string): Promise<void>
}

export interface Database {
  table(name: (typeof STORES)[number]): Table
}

/** Opened when first used; again after a failure. */
export function createDatabase(name: string): Database {
  let opened: Promise<IDBDatabase> | null = null

  function open(): Promise<IDBDatabase> {
    opened ??= openDatabase(name, () => {
      opened = null
    }).catch((error: unknown) => {
      opened = null
      throw error
    })
    return opened
  }

  async function act<T>(
    store: string,
    mode: IDBTransactionMode,
    doing: string,
    action: (store: IDBObjectStore) => T,
  ): Promise<T> {
    try {
      const transaction = (await open()).transaction(store, mode, { durability: 'strict' })
      const result = action(transaction.objectStore(store))
      await committed(transaction)
      return result
    } catch (error) {
      throw storageError(error, doing)
    }
  }

  return {
    table: (store) => ({
      async entries() {
        const [keys, values] = await act(
          store,
          'readonly',
          'read the records of downloads',
          (from) => [from.getAllKeys(), from.getAll()] as const,
        )
        return new Map(keys.result.map((key, at) => [String(key), values.result[at] as unknown]))
      },
      get: async (key) => (await act(store, 'readonly', 'read a record', (from) => from.get(key))).result as unknown,
      async set(key, value) {
        await act(store, 'readwrite', 'write the record of a download', (to) => to.put(value, key))
      },
      async delete(key) {
        await act(store, 'readwrite', 'delete the record of a download', (from) => from.delete(key))
      },
    }),
  }
}

function openDatabase(name: string, onLost: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      for (const store of STORES) request.result.createObjectStore(store)
    }
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      request.result.onclose = onLost
      resolve(request.result)
    }
  })
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error)
    transaction.onabort = () => reject(transaction.error)
  })
}
