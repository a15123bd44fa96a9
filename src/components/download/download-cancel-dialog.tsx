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
 * Asks, before a download is cancelled, whether to keep what is here: a modal `<dialog role="alertdialog">`, given to `Download.Cancel` as `dialog`.
 * Its buttons are marked `data-part="back"`, `"keep"` and `"discard"`.
 */
export const DownloadCancelDialog: Part<'dialog', DownloadPartState> = /*#__PURE__*/ forwardRef(
  function DownloadCancelDialog(given, ref): JSX.Element | null {
    const { name, state, verbs } = useDownloadContext('CancelDialog')
    const confirm = useConfirm('CancelDialog', 'Cancel')
    const messages = useDownloadMessages()
    const { format } = useLocale()
    const words = messages.confirmCancel
    const question = {
      title: words.title(name),
      body: words.body(formatBytes(confirm.bytes ?? 0, format)),
      answers: [
        ['discard', words.discard, () => verbs.cancel()],
        ['keep', words.keep, () => verbs.cancel({ keepPartial: true })],
        ['back', words.back],
      ],
    } as const
    return useConfirmDialog(confirm, question, state, given, ref)
  },
)
