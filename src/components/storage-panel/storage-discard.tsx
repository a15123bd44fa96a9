'use client'

import { forwardRef, type JSX } from 'react'
import type { Part } from '../internal/part.js'
import { type StorageButtonState, useItemButton } from './item-button.js'

/** Deletes what is here of a model that is not complete. Not drawn while it is on its way. */
export const StorageDiscard: Part<'button', StorageButtonState> = /*#__PURE__*/ forwardRef(
  function StorageDiscard(given, ref): JSX.Element | null {
    return useItemButton('discard', 'Discard', given, ref)
  },
)
