import type { Link } from '../../engine/core/snapshot.js'

/** What the panel is divided into. */
export const STORAGE_SECTIONS = ['models', 'partials', 'orphans'] as const

export type StorageSectionName = (typeof STORAGE_SECTIONS)[number]

/** What `Storage.Root` and the parts beside the sections say in their `data-*` attributes. */
export interface StoragePartState {
  /** `data-link`: where it is not open, `connecting`, `lost` or `closed`. */
  readonly link: Exclude<Link, 'open'> | null
  /** `data-empty`: nothing is here. */
  readonly empty: boolean
  /** `data-checking`: not known yet what is here. */
  readonly checking: boolean
  /** `data-error`: the code of why the engine could not say what is here. */
  readonly error: string | null
}

/** What a section and its parts say. */
export interface StorageSectionState {
  /** `data-section`: `models`, `partials` or `orphans`. */
  readonly section: StorageSectionName
  /** `data-count`: how many there are. */
  readonly count: number
}

/** What a row and its parts say. */
export interface StorageItemState {
  /** `data-kind`: `model`, `partial`, `leftover` or `foreign`. */
  readonly kind: 'model' | 'partial' | 'leftover' | 'foreign'
  /** `data-status`: of the model's download, where there is one. */
  readonly status: string | null
  /** `data-pending`: the verb that the engine has not answered yet. */
  readonly pending: string | null
  /** `data-error`: the code of why the last verb was refused. */
  readonly error: string | null
}
