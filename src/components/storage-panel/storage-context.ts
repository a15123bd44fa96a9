'use client'

import { type Context, createContext, useContext } from 'react'
import type { StorageEntry } from '../../hooks/storage-state.js'
import type { StorageState } from '../../hooks/use-storage.js'
import type { Cell } from '../internal/cell.js'
import type { StorageItemState, StoragePartState, StorageSectionName } from './storage-part-state.js'

/** What the parts of the panel share. */
export interface StorageContextValue {
  readonly state: StoragePartState
  readonly storage: StorageState
  readonly isReachable: boolean
  /** From which age on to sweep, milliseconds. */
  readonly sweepAge: Cell<number>
  /** What the live region says. */
  readonly said: Cell<string>
}

/** A row: a model or partial, or a file that belongs to none. */
export interface StorageItem {
  readonly id: string
  /** For people: the model's name, or a path. */
  readonly name: string
  readonly bytes: number
  readonly totalBytes: number | null
  readonly sharedBytes: number
  readonly modifiedAtMs: number | null
  readonly lastUsedAtMs: number | null
  readonly can: StorageEntry['can']
  readonly state: StorageItemState
}

export const StorageContext: Context<StorageContextValue | null> = createContext<StorageContextValue | null>(null)

export const StorageSectionContext: Context<{ readonly name: StorageSectionName; readonly headingId: string } | null> =
  createContext<{ readonly name: StorageSectionName; readonly headingId: string } | null>(null)

export const StorageItemContext: Context<StorageItem | null> = createContext<StorageItem | null>(null)

/** The panel around a part. `part` names it in the error where there is none. */
export function useStorageContext(part: string): StorageContextValue {
  const value = useContext(StorageContext)
  if (value === null) {
    throw new Error(
      `<Storage.${part}> needs a <Storage.Root> around it, to know whose disk to show. Put it inside one, or use <StoragePanel />, which has everything in it.`,
    )
  }
  return value
}

/** The section around a part. */
export function useStorageSection(part: string): { readonly name: StorageSectionName; readonly headingId: string } {
  useStorageContext(part)
  const value = useContext(StorageSectionContext)
  if (value === null) {
    throw new Error(
      `<Storage.${part}> needs a <Storage.Section name="models"> around it, to know what to show. Put it inside one, or use <StoragePanel />.`,
    )
  }
  return value
}

/** The row around a part. */
export function useStorageItem(part: string): StorageItem {
  useStorageContext(part)
  const value = useContext(StorageItemContext)
  if (value === null) {
    throw new Error(
      `<Storage.${part}> needs a <Storage.List> around it, which draws its children once for each row. Put it inside one, or use <StoragePanel />.`,
    )
  }
  return value
}
