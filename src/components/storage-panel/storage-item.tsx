'use client'

import { forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { ROW } from '../internal/use-row-focus.js'
import { useStorageItem } from './storage-context.js'
import type { StorageItemState } from './storage-part-state.js'

/** A model, a partial, or a file that belongs to none: a `<li>`. */
export const StorageItem: Part<'li', StorageItemState> = /*#__PURE__*/ forwardRef(function StorageItem(given, ref) {
  const { id, state } = useStorageItem('Item')
  return usePart('li', state, given, ref, { [ROW]: id })
})
