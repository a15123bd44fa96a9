'use client'

import { forwardRef } from 'react'
import { useListedDownload } from '../../hooks/use-listed-download.js'
import { DownloadContext, DownloadNumbersContext } from '../download/download-context.js'
import type { DownloadPartState } from '../download/download-state.js'
import { useDownloadScope } from '../download/use-download-scope.js'
import { type Part, usePart } from '../internal/part.js'
import { useFocusKeeper } from '../internal/use-focus-keeper.js'
import { useOwnRef } from '../internal/use-own-ref.js'
import { useQueueRow } from './queue-context.js'

/**
 * The download of a row: what `Download.Root` is to one model, for all parts of `Download`. Renders a `<div role="group">` named after
 * the model, and asks the engine nothing but what its snapshot says.
 */
export const QueueDownload: Part<'div', DownloadPartState> = /*#__PURE__*/ forwardRef(
  function QueueDownload(given, ref) {
    const { id } = useQueueRow('Download')
    const found = useListedDownload(id)
    const { value, numbers } = useDownloadScope(found)
    const [own, joined] = useOwnRef<HTMLDivElement>(ref)
    const keeper = useFocusKeeper(own)
    const element = usePart('div', value.state, given, joined, { role: 'group', 'aria-label': found.name, ...keeper })
    return (
      <DownloadContext.Provider value={value}>
        <DownloadNumbersContext.Provider value={numbers}>{element}</DownloadNumbersContext.Provider>
      </DownloadContext.Provider>
    )
  },
)
