'use client'

import { useInsertionEffect, useMemo, useRef } from 'react'
import type { Availability } from '../engine/core/command.js'
import type { Download } from '../engine/core/download.js'
import type { ErrorData } from '../engine/core/errors.js'
import type { ModelInput } from '../engine/core/model.js'
import type { EngineSnapshot, Link } from '../engine/core/snapshot.js'
import { createDownloadVerbs, type DownloadVerbs } from './download-verbs.js'
import { useEngineContext } from './engine-context.js'
import { availabilityQuery } from './engine-queries.js'
import { createModelSource } from './model-source.js'
import type { DownloadCan, ModelProgress, ModelStatus } from './model-status.js'
import { createQuerySource } from './query-source.js'
import { downloadOf } from './refresh-answers.js'
import type { Source } from './source.js'
import { useSameModel } from './use-same-model.js'
import { type SelectOptions, useSource } from './use-selected.js'
import type { DownloadVerb } from './verb-runner.js'

/** State and verbs of one model's download, flat. */
export interface ModelDownloadState extends ModelProgress, DownloadVerbs {
  readonly id: string
  /** For people: the model's name, the download's, or the id. */
  readonly name: string
  /** What to show. `completed` after a restart too, where the engine found the model on disk; `missing` while that is not known yet (see `isPending`). */
  readonly status: ModelStatus
  /** Not known yet whether the model is here: the link is opening or the engine is looking. A download in the snapshot is known at once. */
  readonly isPending: boolean
  /** Speed, time left, reason and the rest, as the engine's snapshot has it; null where nobody asked for this model yet. */
  readonly snapshot: Download | null
  /** What the engine found on disk; null until it answered. */
  readonly availability: Availability | null
  /** Why a `failed` download failed, or the last failure of a `waiting` one; null otherwise. */
  readonly error: ErrorData | null
  /** Whether the engine is in reach. While `lost`, all else is the last that was known. */
  readonly link: Link
  /** Verbs to offer, by status and by what the engine can do. */
  readonly can: DownloadCan
  /** The verb that the engine has not answered yet, whichever component called it; null where there is none. */
  readonly pending: DownloadVerb | null
  /** Why the last plain verb of this model was refused, whichever component called it; cleared by the next plain one. */
  readonly commandError: ErrorData | null
}

/**
 * One model's download: what to show, and verbs to call. Renders only when this download changes, whatever the others do; with `select`,
 * only when what it picks changes.
 *
 * ```tsx
 * const { status, progress, can, download, pause } = useModelDownload(model)
 * const isReady = useModelDownload(model, { select: ({ status }) => status === 'completed' })
 * ```
 *
 * @param model May be written inline: it is told from others by its description, and the verbs of one id stay the same functions. A URL
 *   that is signed anew at each render would make it another one each time: sign it once.
 * @throws Error outside an `EngineProvider`.
 */
export function useModelDownload(model: ModelInput): ModelDownloadState
export function useModelDownload<T>(model: ModelInput, options: SelectOptions<ModelDownloadState, T>): T
export function useModelDownload<T>(
  model: ModelInput,
  options?: SelectOptions<ModelDownloadState, T>,
): ModelDownloadState | T {
  const context = useEngineContext('useModelDownload')
  const { store } = context
  const { id } = model
  const newest = useRef(model)
  useInsertionEffect(() => {
    newest.current = model
  })
  const verbs = useMemo(() => createDownloadVerbs(store.verbs, id, () => newest.current), [store, id])
  const same = useSameModel(model)
  const source = useMemo(() => {
    const disk = createQuerySource(context, availabilityQuery(context.store.engine, same))
    return createModelSource(context.store, same, verbs, downloadSource(context.store.snapshots, same.id), disk)
  }, [context, same, verbs])
  return useSource(source, options)
}

function downloadSource(snapshots: Source<EngineSnapshot>, id: string): Source<Download | null> {
  return {
    getState: () => downloadOf(snapshots.getState(), id),
    getInitialState: () => downloadOf(snapshots.getInitialState(), id),
    subscribe: snapshots.subscribe,
  }
}
