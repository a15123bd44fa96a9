'use client'

import { forwardRef } from 'react'
import { formatBytes, formatPair } from '../../engine/core/format.js'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { useStorageItem } from './storage-context.js'
import type { StorageItemState } from './storage-part-state.js'
import { useStorageMessages } from './use-storage-messages.js'

/** What a row takes; of a partial, of how much. */
export const StorageSize: Part<'span', StorageItemState> = /*#__PURE__*/ forwardRef(function StorageSize(given, ref) {
  const { bytes, totalBytes, state } = useStorageItem('Size')
  const { format } = useLocale()
  const { fact } = useStorageMessages()
  let text = formatBytes(bytes, format)
  if (state.kind === 'partial' && totalBytes === null) text = fact.soFar(text)
  else if (state.kind === 'partial' && totalBytes !== null) {
    const { done, total } = formatPair(bytes, totalBytes, format)
    text = fact.pair(done, total)
  }
  return usePart('span', state, given, ref, { children: text })
})
