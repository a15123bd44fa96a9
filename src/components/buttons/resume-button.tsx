'use client'

import { forwardRef, type JSX } from 'react'
import { type DownloadButtonState, useActionButton } from '../download/action-button.js'
import { DownloadGround, type DownloadGroundOptions } from '../download/download-ground.js'
import type { Part } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { useStandaloneAction } from './use-standalone-action.js'

/**
 * Goes on with a model's paused download. Stands alone, anywhere below an `EngineProvider`.
 * It stays where it is, disabled while there is nothing to resume, so that the keyboard focus is never lost. Inside a `Download.Root` use `Download.Resume`.
 */
export const ResumeButton: Part<'button', DownloadButtonState, DownloadGroundOptions> = /*#__PURE__*/ forwardRef(
  function ResumeButton({ model, locale, messages, units, ...given }, ref) {
    return (
      <DownloadGround model={model} locale={locale} messages={messages} units={units}>
        <Button {...given} ref={ref} />
      </DownloadGround>
    )
  },
)

const Button: Part<'button', DownloadButtonState> = /*#__PURE__*/ forwardRef(
  function ResumeButton(given, ref): JSX.Element | null {
    const { language } = useLocale()
    return useActionButton(
      useStandaloneAction('resume'),
      { className: 'weightlift-button', ...language, ...given },
      ref,
    )
  },
)
