'use client'

import { forwardRef, type JSX } from 'react'
import { formatSpeed } from '../../engine/core/format.js'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { useDownloadContext, useDownloadNumbers } from './download-context.js'
import type { DownloadPartState } from './download-state.js'

/** "12.3 MB/s". Nothing unless the model is downloading and its speed was sampled. */
export const DownloadSpeed: Part<'span', DownloadPartState> = /*#__PURE__*/ forwardRef(
  function DownloadSpeed(given, ref): JSX.Element | null {
    const { state } = useDownloadContext('Speed')
    const { bytesPerSecond } = useDownloadNumbers('Speed')
    const { format } = useLocale()
    const text = bytesPerSecond === null ? null : formatSpeed(bytesPerSecond, format)
    const element = usePart('span', state, given, ref, { children: text })
    return text === null ? null : element
  },
)
