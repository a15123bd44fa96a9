'use client'

import { forwardRef, type JSX } from 'react'
import { formatBytes } from '../../engine/core/format.js'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { useStorageContext } from './storage-context.js'
import type { StoragePartState } from './storage-part-state.js'
import { useStorageMessages } from './use-storage-messages.js'

/** What all of it takes and what is free, as far as it is known: a `<div>` that holds `data-part="used"` and `"free"`. */
export const StorageSummary: Part<'div', StoragePartState> = /*#__PURE__*/ forwardRef(
  function StorageSummary(given, ref): JSX.Element | null {
    const { state, storage } = useStorageContext('Summary')
    const { format } = useLocale()
    const { summary } = useStorageMessages()
    const { sizes, freeBytes } = storage
    const element = usePart('div', state, given, ref, {
      children: (
        <>
          <span data-part="used">{summary.used(formatBytes(sizes.totalBytes, format))}</span>{' '}
          {freeBytes !== null && <span data-part="free">{summary.free(formatBytes(freeBytes, format))}</span>}
        </>
      ),
    })
    return state.checking || state.error !== null ? null : element
  },
)
