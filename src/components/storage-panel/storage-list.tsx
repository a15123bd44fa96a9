'use client'

import { forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { StorageItemContext, useStorageContext, useStorageSection } from './storage-context.js'
import { itemsOf } from './storage-items.js'
import type { StorageSectionState } from './storage-part-state.js'

/** The rows of a section: a `<ul>` that draws its children once for each. They begin with a `Storage.Item`. */
export const StorageList: Part<'ul', StorageSectionState> = /*#__PURE__*/ forwardRef(function StorageList(
  { children, ...given },
  ref,
) {
  const { storage } = useStorageContext('List')
  const { name, headingId } = useStorageSection('List')
  const items = itemsOf(storage, name)
  return usePart('ul', { section: name, count: items.length }, given, ref, {
    // Safari takes the role away where the list has no bullets.
    role: 'list',
    'aria-labelledby': headingId,
    children: items.map((item) => (
      <StorageItemContext.Provider key={item.id} value={item}>
        {children}
      </StorageItemContext.Provider>
    )),
  })
})
