'use client'

import { forwardRef, type JSX } from 'react'
import { formatBytes } from '../../engine/core/format.js'
import type { Part } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { useConfirm } from './confirm-context.js'
import { useConfirmDialog } from './confirm-dialog.js'
import { useDownloadContext } from './download-context.js'
import type { DownloadPartState } from './download-state.js'
import { useDownloadMessages } from './use-download-messages.js'

/**
 * Asks before a model is removed: a modal `<dialog role="alertdialog">`, given to `Download.Remove` as `dialog`.
 * Its buttons are marked `data-part="back"` and `"discard"`.
 */
export const DownloadRemoveDialog: Part<'dialog', DownloadPartState> = /*#__PURE__*/ forwardRef(
  function DownloadRemoveDialog(given, ref): JSX.Element | null {
    const { name, state, verbs } = useDownloadContext('RemoveDialog')
    const confirm = useConfirm('RemoveDialog', 'Remove')
    const messages = useDownloadMessages()
    const { format } = useLocale()
    const words = messages.confirmRemove
    const question = {
      title: words.title(name),
      body: words.body(confirm.bytes === null ? null : formatBytes(confirm.bytes, format)),
      answers: [
        ['discard', words.discard, verbs.remove],
        ['back', words.back],
      ],
    } as const
    return useConfirmDialog(confirm, question, state, given, ref)
  },
)
