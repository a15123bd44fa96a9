'use client'

import { forwardRef, type JSX } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useDownloadContext } from './download-context.js'
import type { DownloadPartState } from './download-state.js'
import { useDownloadMessages } from './use-download-messages.js'

/**
 * What went wrong and what to do: of a failed download, or of a command that the engine refused. Nothing where nothing did;
 * a failure that a waiting download gets over by itself is the business of `Download.Reason`.
 *
 * Default children: `<strong>` with what happened, and `<span>` with what to do.
 */
export const DownloadError: Part<'div', DownloadPartState> = /*#__PURE__*/ forwardRef(
  function DownloadError(given, ref): JSX.Element | null {
    const { state, error } = useDownloadContext('Error')
    const messages = useDownloadMessages()
    const words = error === null ? null : messages.error[error.code]
    const element = usePart('div', state, given, ref, {
      // A refusal is no transition, of which the announcer tells.
      role: state.status === 'failed' ? undefined : 'alert',
      children: (
        <>
          <strong>{words?.title}</strong> <span>{words?.hint}</span>
        </>
      ),
    })
    return words === null ? null : element
  },
)
