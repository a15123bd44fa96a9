'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { calmDownloadsOf } from './calm-downloads.js'
import { createDownloadVerbs } from './download-verbs.js'
import { useEngineContext } from './engine-context.js'
import { canOf, modelProgressOf, statusOf } from './model-status.js'
import { useEngineSnapshot } from './use-engine-snapshot.js'
import type { ModelDownloadState } from './use-model-download.js'
import { IDLE } from './verb-runner.js'

/**
 * A download of the engine's list, by its id: as `useModelDownload`, but the engine is asked nothing about the disk, so that a list of
 * a thousand costs no thousand questions, and its numbers change at most four times a second, together with those of all others. Where the
 * list does not have it, it is `missing`.
 *
 * @throws Error outside an `EngineProvider`.
 */
export function useListedDownload(id: string): ModelDownloadState {
  const { store } = useEngineContext('useListedDownload')
  const downloads = calmDownloadsOf(store)
  const snapshot = useSyncExternalStore(
    downloads.subscribe,
    () => downloads.get(id),
    () => null,
  )
  const link = useEngineSnapshot((engine) => engine.link, Object.is)
  const commands = useEngineSnapshot((engine) => engine.capabilities.commands, Object.is)
  const verbState = useStore(store.verbs.states, (states) => states.get(id) ?? IDLE)
  const verbs = useMemo(() => createDownloadVerbs(store.verbs, id, () => ({ id })), [store, id])
  const status = statusOf(snapshot, null)
  return {
    id,
    name: snapshot?.name ?? id,
    status,
    isPending: false,
    ...modelProgressOf(status, snapshot, null, { id }),
    snapshot,
    availability: null,
    error: snapshot?.error ?? null,
    link,
    can: canOf(status, snapshot, link === 'open', commands),
    pending: verbState.pending,
    commandError: verbState.error,
    ...verbs,
  }
}
