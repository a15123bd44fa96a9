'use client'

import { forwardRef, type JSX } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useCommonMessages } from '../locale/use-common-messages.js'
import { useDownloadContext } from './download-context.js'
import type { DownloadPartState } from './download-state.js'

/** That the engine itself is out of reach: "Reconnecting to the download service…". Nothing while the link is open. */
export const DownloadNotice: Part<'span', DownloadPartState> = /*#__PURE__*/ forwardRef(
  function DownloadNotice(given, ref): JSX.Element | null {
    const { state } = useDownloadContext('Notice')
    const messages = useCommonMessages()
    const text = state.link === null ? null : messages.link[state.link]
    const element = usePart('span', state, given, ref, { children: text })
    return text === null ? null : element
  },
)
