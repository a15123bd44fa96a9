'use client'

import { forwardRef } from 'react'
import type { ModelStatus } from '../../hooks/model-status.js'
import { Outline } from '../internal/outline.js'
import { type Part, usePart } from '../internal/part.js'
import { useDownloadContext } from './download-context.js'
import type { DownloadPartState } from './download-state.js'

/** Outlines on a grid of 24. Each has a shape of its own, so that no status is told by colour alone. */
const PATHS: Readonly<Record<ModelStatus, string>> = {
  missing: 'M12 4v11m0 0 4.5-4.5M12 15l-4.5-4.5M5 20h14',
  queued: 'M5 7h14M5 12h14M5 17h8',
  preparing: 'M6 12h.01M12 12h.01M18 12h.01',
  downloading: 'M12 5v14m0 0 6-6m-6 6-6-6',
  waiting: 'M12 7.5V12l3 2m-3 7a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  paused: 'M9 6v12M15 6v12',
  verifying: 'M12 3 5 6v5c0 4.5 3 8 7 10 4-2 7-5.5 7-10V6l-7-3Zm-3 9 2.2 2.2L15.5 10',
  completed: 'm5 12.5 4.5 4.5L19 7.5',
  failed: 'M12 9v4m0 3.5h.01M10.3 4.5 3 17a2 2 0 0 0 1.7 3h14.6a2 2 0 0 0 1.7-3L13.7 4.5a2 2 0 0 0-3.4 0Z',
  cancelled: 'm7 7 10 10M17 7 7 17',
}

/** A drawing of the status, for the eye only: the words are in `Download.Status`. It takes the colour and the size of the text around it. */
export const DownloadIcon: Part<'span', DownloadPartState> = /*#__PURE__*/ forwardRef(
  function DownloadIcon(given, ref) {
    const { state } = useDownloadContext('Icon')
    return usePart('span', state, given, ref, {
      'aria-hidden': true,
      children: <Outline path={PATHS[state.status]} width={state.status === 'preparing' ? 3 : 2} />,
    })
  },
)
