'use client'

import { forwardRef, type JSX } from 'react'
import { formatBytes } from '../../engine/core/format.js'
import { useModelUpdate } from '../../hooks/use-model-update.js'
import type { Part } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { type DownloadButtonState, useActionButton } from './action-button.js'
import { useDownloadContext } from './download-context.js'
import { useDownloadMessages } from './use-download-messages.js'

/** Takes the newer version that was found; the old one stays usable until it is here. Drawn where there is one. */
export const DownloadUpdate: Part<'button', DownloadButtonState> = /*#__PURE__*/ forwardRef(
  function DownloadUpdate(given, ref): JSX.Element | null {
    const { id, state, isReachable } = useDownloadContext('Update')
    const { updateAvailable, can, update } = useModelUpdate({ id })
    const { action } = useDownloadMessages()
    const { format } = useLocale()
    const bytes = updateAvailable?.bytesToFetch ?? updateAvailable?.totalBytes ?? null
    return useActionButton(
      {
        name: 'update',
        label: action.update(bytes === null ? null : formatBytes(bytes, format)),
        // While the engine is out of reach it stays, disabled, as the others do.
        isPossible: can.update || (state.link !== null && state.update === 'available'),
        isEnabled: isReachable,
        run: update,
      },
      given,
      ref,
    )
  },
)
