'use client'

import { forwardRef, type JSX, useId } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { StorageSectionContext, useStorageContext } from './storage-context.js'
import type { StorageSectionName, StorageSectionState } from './storage-part-state.js'

export interface StorageSectionOptions {
  /** What: `models`, `partials` or `orphans`, which are files that belong to no model. */
  readonly name: StorageSectionName
}

/** What is on disk of one kind, with a heading: a `<section>`. Not drawn while there is nothing. */
export const StorageSection: Part<'section', StorageSectionState, StorageSectionOptions> = /*#__PURE__*/ forwardRef(
  function StorageSection({ name, ...given }, ref): JSX.Element | null {
    const { storage } = useStorageContext('Section')
    const headingId = useId()
    const count = storage[name].length
    const element = usePart('section', { section: name, count }, given, ref, { 'aria-labelledby': headingId })
    if (count === 0) return null
    return <StorageSectionContext.Provider value={{ name, headingId }}>{element}</StorageSectionContext.Provider>
  },
)
