'use client'

import { forwardRef, type JSX } from 'react'
import { formatBytes } from '../../engine/core/format.js'
import { useConfirm } from '../download/confirm-context.js'
import { useConfirmDialog } from '../download/confirm-dialog.js'
import type { Part } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { useStorageContext, useStorageItem } from './storage-context.js'
import type { StorageItemState } from './storage-part-state.js'
import { useStorageMessages } from './use-storage-messages.js'

/**
 * Asks before a model is removed, with what that frees: a modal `<dialog role="alertdialog">`, given to `Storage.Remove` as `dialog`.
 * Its buttons are marked `data-part="back"` and `"discard"`.
 */
export const StorageRemoveDialog: Part<'dialog', StorageItemState> = /*#__PURE__*/ forwardRef(
  function StorageRemoveDialog(given, ref): JSX.Element | null {
    const { id, name, sharedBytes, state } = useStorageItem('RemoveDialog')
    const { storage, said } = useStorageContext('RemoveDialog')
    const { format } = useLocale()
    const words = useStorageMessages()
    const confirm = useConfirm('RemoveDialog', 'Remove')
    const remove = (): void => {
      void storage.removeAsync(id).then(
        () => said.set(words.announcement.removed(name)),
        // The row shows why: by the verb that leaves it there.
        () => storage.remove(id),
      )
    }
    const question = {
      title: words.confirm.title(name),
      body: words.confirm.body(formatBytes(Math.max(0, (confirm.bytes ?? 0) - sharedBytes), format)),
      answers: [
        ['discard', words.confirm.remove, remove],
        ['back', words.confirm.back],
      ],
    } as const
    return useConfirmDialog(confirm, question, state, given, ref)
  },
)
