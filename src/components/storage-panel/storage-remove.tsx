'use client'

import { forwardRef, type JSX, type ReactNode, useMemo, useState } from 'react'
import { ConfirmContext } from '../download/confirm-context.js'
import type { Part } from '../internal/part.js'
import { type StorageButtonState, useItemButton } from './item-button.js'
import { useStorageItem } from './storage-context.js'
import { StorageRemoveDialog } from './storage-remove-dialog.js'

export interface StorageRemoveOptions {
  /** The dialog that asks. Default: the library's own. */
  readonly dialog?: ReactNode
}

/** Deletes a model from this machine. Asks first, by `Storage.RemoveDialog`. */
export const StorageRemove: Part<'button', StorageButtonState, StorageRemoveOptions> = /*#__PURE__*/ forwardRef(
  function StorageRemove({ dialog = <StorageRemoveDialog />, ...given }, ref): JSX.Element | null {
    const { bytes, state } = useStorageItem('Remove')
    const [asked, setAsked] = useState<number | null>(null)
    const confirm = useMemo(() => ({ bytes: asked, close: () => setAsked(null) }), [asked])
    const button = useItemButton('remove', 'Remove', { 'aria-haspopup': 'dialog', ...given }, ref, () =>
      setAsked(bytes),
    )
    // A partial has a control of its own, which needs no question.
    if (asked !== null && button === null) setAsked(null)
    if (button === null || state.kind !== 'model') return null
    return (
      <>
        {button}
        <ConfirmContext.Provider value={confirm}>{dialog}</ConfirmContext.Provider>
      </>
    )
  },
)
