import type { StoredOrphan } from '../../engine/core/command.js'
import type { StorageEntry } from '../../hooks/storage-state.js'
import type { StorageState } from '../../hooks/use-storage.js'
import type { StorageItem } from './storage-context.js'
import type { StorageSectionName } from './storage-part-state.js'

/** The rows of a section. */
export function itemsOf(storage: StorageState, section: StorageSectionName): readonly StorageItem[] {
  if (section === 'orphans') return storage.orphans.map(ofOrphan)
  return storage[section].map((entry) => ofEntry(entry, storage))
}

function ofEntry(entry: StorageEntry, { pending, errors }: StorageState): StorageItem {
  const { id, name, kind, bytes, totalBytes, sharedBytes, modifiedAtMs, lastUsedAtMs, status, can } = entry
  const state = { kind, status, pending: pending.get(id) ?? null, error: errors.get(id)?.code ?? null }
  return { id, name: name ?? id, bytes, totalBytes, sharedBytes, modifiedAtMs, lastUsedAtMs, can, state }
}

const NOTHING: StorageEntry['can'] = { discard: false, verify: false, remove: false }

function ofOrphan({ path, kind, bytes, modifiedAtMs }: StoredOrphan): StorageItem {
  const state = { kind, status: null, pending: null, error: null }
  const facts = { totalBytes: null, sharedBytes: 0, modifiedAtMs, lastUsedAtMs: null }
  return { id: `/${path}`, name: path, bytes, ...facts, can: NOTHING, state }
}
