'use client'

import { forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useStorageItem } from './storage-context.js'
import type { StorageItemState } from './storage-part-state.js'

/** The name of a model, or the path of a file that belongs to none. */
export const StorageName: Part<'span', StorageItemState> = /*#__PURE__*/ forwardRef(function StorageName(given, ref) {
  const { name, state } = useStorageItem('Name')
  return usePart('span', state, given, ref, { children: name })
})
