'use client'

import { forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useDownloadContext } from './download-context.js'
import type { DownloadPartState } from './download-state.js'

/** The filled part of the bar. Its length is the style property `--weightlift-progress` of the `Download.Progress` around it. */
export const DownloadIndicator: Part<'span', DownloadPartState> = /*#__PURE__*/ forwardRef(
  function DownloadIndicator(given, ref) {
    const { state } = useDownloadContext('Indicator')
    return usePart('span', state, given, ref, { 'aria-hidden': true })
  },
)
