'use client'

import { forwardRef, type JSX } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useMoment } from '../locale/use-moment.js'
import { useDownloadContext } from './download-context.js'
import type { DownloadPartState } from './download-state.js'
import { useDownloadMessages } from './use-download-messages.js'

/** Why a waiting download waits and when it goes on: "The connection failed. Trying again in 12 sec". Nothing in any other status. */
export const DownloadReason: Part<'span', DownloadPartState> = /*#__PURE__*/ forwardRef(
  function DownloadReason(given, ref): JSX.Element | null {
    const { state, untilMs } = useDownloadContext('Reason')
    const messages = useDownloadMessages()
    const moment = useMoment(state.reason === null ? null : untilMs)
    const text = state.reason === null ? null : messages.reason[state.reason](moment)
    const element = usePart('span', state, given, ref, { children: text })
    return text === null ? null : element
  },
)
