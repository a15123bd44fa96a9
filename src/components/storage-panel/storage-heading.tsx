'use client'

import { forwardRef } from 'react'
import { formatBytes } from '../../engine/core/format.js'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { useStorageContext, useStorageSection } from './storage-context.js'
import type { StorageSectionState } from './storage-part-state.js'
import { useStorageMessages } from './use-storage-messages.js'

/** What a section is and how much it takes: an `<h3>` that holds `data-part="size"`. For another level write `render={<h2 />}`. */
export const StorageHeading: Part<'h3', StorageSectionState> = /*#__PURE__*/ forwardRef(
  function StorageHeading(given, ref) {
    const { storage } = useStorageContext('Heading')
    const { name, headingId } = useStorageSection('Heading')
    const { format } = useLocale()
    const { section } = useStorageMessages()
    const bytes = storage[name].reduce((sum, entry) => sum + entry.bytes, 0)
    return usePart('h3', { section: name, count: storage[name].length }, given, ref, {
      id: headingId,
      children: (
        <>
          {section[name]} <span data-part="size">{formatBytes(bytes, format)}</span>
        </>
      ),
    })
  },
)
