'use client'

import type { JSX, ReactNode } from 'react'
import { useListedDownload } from '../../hooks/use-listed-download.js'
import { DownloadContext, DownloadNumbersContext } from '../download/download-context.js'
import { useDownloadScope } from '../download/use-download-scope.js'

/** Gives the parts inside a download of the engine's list, and draws nothing itself. */
export function ListedGround({ id, children }: { readonly id: string; readonly children: ReactNode }): JSX.Element {
  const { value, numbers } = useDownloadScope(useListedDownload(id))
  return (
    <DownloadContext.Provider value={value}>
      <DownloadNumbersContext.Provider value={numbers}>{children}</DownloadNumbersContext.Provider>
    </DownloadContext.Provider>
  )
}
