'use client'

import { forwardRef, type JSX } from 'react'
import { useDownloadMessages } from '../download/use-download-messages.js'
import { type Part, usePart } from '../internal/part.js'
import { useCommonMessages } from '../locale/use-common-messages.js'
import { useQueueContext } from './queue-context.js'
import type { QueuePartState } from './queue-state.js'

/**
 * What a person has to hear of the whole queue: why the last command for all was refused, or else that the engine is out of reach, once for
 * all rows. Nothing where all is well.
 */
export const QueueNotice: Part<'div', QueuePartState> = /*#__PURE__*/ forwardRef(
  function QueueNotice(given, ref): JSX.Element | null {
    const { state, error } = useQueueContext('Notice')
    const messages = useDownloadMessages()
    const links = useCommonMessages().link
    const words = error === null ? null : messages.error[error.code]
    const text = state.link === null || state.empty ? null : links[state.link]
    const element = usePart('div', state, given, ref, {
      role: words === null ? undefined : 'alert',
      children:
        words === null ? (
          text
        ) : (
          <>
            <strong>{words.title}</strong> <span>{words.hint}</span>
          </>
        ),
    })
    return words === null && text === null ? null : element
  },
)
