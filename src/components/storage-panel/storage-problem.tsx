'use client'

import { forwardRef, type JSX } from 'react'
import { useDownloadMessages } from '../download/use-download-messages.js'
import { type Part, usePart } from '../internal/part.js'
import { useStorageContext, useStorageItem } from './storage-context.js'
import type { StorageItemState } from './storage-part-state.js'

/** Why the last verb of a row was refused: `<strong>` with what happened, and `<span>` with what to do. Nothing where it was not. */
export const StorageProblem: Part<'div', StorageItemState> = /*#__PURE__*/ forwardRef(
  function StorageProblem(given, ref): JSX.Element | null {
    const { id, state } = useStorageItem('Problem')
    const { storage } = useStorageContext('Problem')
    const error = storage.errors.get(id)
    const messages = useDownloadMessages()
    const words = error === undefined ? null : messages.error[error.code]
    const element = usePart('div', state, given, ref, {
      role: 'alert',
      children: (
        <>
          <strong>{words?.title}</strong> <span>{words?.hint}</span>
        </>
      ),
    })
    return words === null ? null : element
  },
)
