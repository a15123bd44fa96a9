'use client'

import { forwardRef, type JSX } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useStorageContext } from './storage-context.js'
import type { StoragePartState } from './storage-part-state.js'

/**
 * What takes how much, for the eye only, as the summary says it in words: a `<div>` of spans, `data-part="models"`, `"partials"`, `"orphans"`
 * and `"free"`, each as long as what it stands for. Nothing where nothing is here, or where it is not known what is free.
 */
export const StorageBar: Part<'div', StoragePartState> = /*#__PURE__*/ forwardRef(
  function StorageBar(given, ref): JSX.Element | null {
    const { state, storage } = useStorageContext('Bar')
    const { sizes, freeBytes } = storage
    const shares = {
      models: sizes.modelBytes,
      partials: sizes.partialBytes,
      orphans: sizes.leftoverBytes + sizes.foreignBytes,
      free: freeBytes ?? 0,
    }
    const element = usePart('div', state, given, ref, {
      'aria-hidden': true,
      children: Object.entries(shares)
        .filter(([, bytes]) => bytes > 0)
        .map(([name, bytes]) => <span key={name} data-part={name} style={{ flexGrow: bytes }} />),
    })
    return state.empty || freeBytes === null ? null : element
  },
)
