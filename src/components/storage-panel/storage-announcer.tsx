'use client'

import { forwardRef } from 'react'
import { useCell } from '../internal/cell.js'
import { type Part, usePart } from '../internal/part.js'
import { useStorageContext } from './storage-context.js'
import type { StoragePartState } from './storage-part-state.js'

/** Tells screen readers what a press came to: what was removed, freed, or is being checked. A polite live region; hide it from the eye, but not by `display: none`. */
export const StorageAnnouncer: Part<'div', StoragePartState> = /*#__PURE__*/ forwardRef(
  function StorageAnnouncer(given, ref) {
    const { state, said } = useStorageContext('Announcer')
    const text = useCell(said, (now) => now)
    return usePart('div', state, given, ref, { role: 'status', 'aria-live': 'polite', children: text })
  },
)
