import type { Storage, StoredModel, StoredOrphan } from '../engine/core/command.js'
import { type DownloadStatus, isActive } from '../engine/core/download.js'

/** What a person can ask about what is on disk. */
export type StorageVerb = 'discard' | 'sweep' | 'verify' | 'adopt' | 'remove'

/** Something on disk, with what may be done about it. */
export interface StorageEntry extends StoredModel {
  /** Of its download; null where there is none. */
  readonly status: DownloadStatus | null
  /** Verbs to offer, by status and by what the engine can do. */
  readonly can: Readonly<Record<'discard' | 'verify' | 'remove', boolean>>
}

/** Bytes on disk. A file that two models share is counted with each. */
export interface StorageSizes {
  readonly modelBytes: number
  readonly partialBytes: number
  /** Of crashed or forgotten runs: a `sweep` deletes them. */
  readonly leftoverBytes: number
  /** Files in the models' directory that are nobody's. */
  readonly foreignBytes: number
  /** All of these together. */
  readonly totalBytes: number
}

/** What is on disk, sorted. */
export interface StorageContents {
  /** Complete models; empty until known. */
  readonly models: readonly StorageEntry[]
  /** What is here of models that are not complete. */
  readonly partials: readonly StorageEntry[]
  /** What belongs to no model. */
  readonly orphans: readonly StoredOrphan[]
  readonly sizes: StorageSizes
  /** Free space where models go; null where the platform cannot tell, or until known. */
  readonly freeBytes: number | null
}

const EMPTY: Storage = { models: [], orphans: [], freeBytes: null }

/** Sorts an answer of the engine, and says what may be done. `statuses` are of the downloads of its models, in their order. */
export function storageContents(
  answer: Storage | null,
  statuses: readonly (DownloadStatus | null)[],
  canDo: (verb: StorageVerb) => boolean,
): StorageContents {
  const { models: stored, orphans, freeBytes } = answer ?? EMPTY
  const entries = stored.map((entry, at): StorageEntry => {
    const status = statuses[at] ?? null
    const isIdle = status === null || !isActive(status)
    const isWhole = entry.kind === 'model'
    return {
      ...entry,
      status,
      can: {
        discard: canDo('discard') && !isWhole && isIdle,
        verify: canDo('verify') && isWhole && isIdle,
        remove: canDo('remove') && isIdle,
      },
    }
  })
  const models = entries.filter(({ kind }) => kind === 'model')
  const partials = entries.filter(({ kind }) => kind === 'partial')
  const sizes = {
    modelBytes: sum(models),
    partialBytes: sum(partials),
    leftoverBytes: sum(orphans.filter(({ kind }) => kind === 'leftover')),
    foreignBytes: sum(orphans.filter(({ kind }) => kind === 'foreign')),
  }
  const totalBytes = Object.values(sizes).reduce((all, bytes) => all + bytes, 0)
  return { models, partials, orphans, sizes: { ...sizes, totalBytes }, freeBytes }
}

function sum(entries: readonly { readonly bytes: number }[]): number {
  return entries.reduce((all, { bytes }) => all + bytes, 0)
}
