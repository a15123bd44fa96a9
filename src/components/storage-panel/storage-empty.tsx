'use client'

import { forwardRef, type JSX } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useStorageContext } from './storage-context.js'
import type { StoragePartState } from './storage-part-state.js'
import { useStorageMessages } from './use-storage-messages.js'

/** What stands in place of the rows where nothing is here: `<strong>` with what is so, and `<span>` with what would come here. */
export const StorageEmpty: Part<'div', StoragePartState> = /*#__PURE__*/ forwardRef(
  function StorageEmpty(given, ref): JSX.Element | null {
    const { state } = useStorageContext('Empty')
    const { empty } = useStorageMessages()
    const element = usePart('div', state, given, ref, {
      children: (
        <>
          <strong>{empty.title}</strong> <span>{empty.hint}</span>
        </>
      ),
    })
    return state.empty && !state.checking && state.error === null ? element : null
  },
)
