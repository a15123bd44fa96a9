'use client'

import { useMemo } from 'react'
import { calmDownloadsOf } from './calm-downloads.js'
import { createDownloadVerbs } from './download-verbs.js'
import { useEngineContext } from './engine-context.js'
import { createModelSource } from './model-source.js'
import type { ModelDownloadState } from './use-model-download.js'
import { type SelectOptions, useSource } from './use-selected.js'

/**
 * A download of the engine's list, by its id: as `useModelDownload`, but the engine is asked nothing about the disk, so that a list of
 * a thousand costs no thousand questions, and its numbers change at most four times a second, together with those of all others. Where the
 * list does not have it, it is `missing`.
 *
 * @param options Picks what is shown, so that nothing else causes a render.
 * @throws Error outside an `EngineProvider`.
 */
export function useListedDownload(id: string): ModelDownloadState
export function useListedDownload<T>(id: string, options: SelectOptions<ModelDownloadState, T>): T
export function useListedDownload<T>(
  id: string,
  options?: SelectOptions<ModelDownloadState, T>,
): ModelDownloadState | T {
  const { store } = useEngineContext('useListedDownload')
  const source = useMemo(() => {
    const calm = calmDownloadsOf(store)
    const download = { getState: () => calm.get(id), getInitialState: () => null, subscribe: calm.subscribe }
    const verbs = createDownloadVerbs(store.verbs, id, () => ({ id }))
    return createModelSource(store, { id }, verbs, download, null)
  }, [store, id])
  return useSource(source, options)
}
