'use client'

import { forwardRef } from 'react'
import type { DownloadButtonState } from '../download/action-button.js'
import { type ConfirmOptions, useConfirmButton } from '../download/confirm-button.js'
import { DownloadCancelDialog } from '../download/download-cancel-dialog.js'
import { useDownloadContext } from '../download/download-context.js'
import { DownloadGround, type DownloadGroundOptions } from '../download/download-ground.js'
import type { Part } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { useStandaloneAction } from './use-standalone-action.js'

/**
 * Gives up a model's download. Asks first whether to keep what is here or to delete it. Stands alone, anywhere below an `EngineProvider`.
 * It stays where it is, disabled while there is nothing to cancel, so that the keyboard focus is never lost. Inside a `Download.Root` use
 * `Download.Cancel`.
 */
export const CancelButton: Part<'button', DownloadButtonState, DownloadGroundOptions & ConfirmOptions> =
  /*#__PURE__*/ forwardRef(function CancelButton({ model, locale, messages, units, ...given }, ref) {
    return (
      <DownloadGround model={model} locale={locale} messages={messages} units={units}>
        <Button {...given} ref={ref} />
      </DownloadGround>
    )
  })

const Button: Part<'button', DownloadButtonState, ConfirmOptions> = /*#__PURE__*/ forwardRef(function CancelButton(
  { dialog = <DownloadCancelDialog className="weightlift-dialog" />, ...given },
  ref,
) {
  const { bytesOnDisk, can } = useDownloadContext('Root')
  const { language } = useLocale()
  // Where there is nothing to cancel any more, a question that is open goes.
  return useConfirmButton(
    useStandaloneAction('cancel'),
    bytesOnDisk,
    { className: 'weightlift-button', ...language, ...given, dialog: can.cancel ? dialog : null },
    ref,
  )
})
