'use client'

import { forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useDownloadContext } from './download-context.js'
import type { DownloadPartState } from './download-state.js'

/** The model's name. A `<span>`; in a page with headings write `render={<h3 />}`. */
export const DownloadTitle: Part<'span', DownloadPartState> = /*#__PURE__*/ forwardRef(
  function DownloadTitle(given, ref) {
    const { name, state } = useDownloadContext('Title')
    return usePart('span', state, given, ref, { children: name })
  },
)
