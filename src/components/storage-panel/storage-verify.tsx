'use client'

import { forwardRef, type JSX } from 'react'
import type { Part } from '../internal/part.js'
import { type StorageButtonState, useItemButton } from './item-button.js'

/** Hashes a complete model again and fetches what is bad. How far it is, `Storage.Facts` tells. */
export const StorageVerify: Part<'button', StorageButtonState> = /*#__PURE__*/ forwardRef(
  function StorageVerify(given, ref): JSX.Element | null {
    return useItemButton('verify', 'Verify', given, ref)
  },
)
