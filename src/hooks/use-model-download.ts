'use client'

import { useInsertionEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import type { Availability } from '../engine/core/command.js'
import type { Download } from '../engine/core/download.js'
import type { ErrorData } from '../engine/core/errors.js'
import type { ModelInput } from '../engine/core/model.js'
import type { Link } from '../engine/core/snapshot.js'
import { createDownloadVerbs, type DownloadVerbs } from './download-verbs.js'
import { useEngineContext } from './engine-context.js'
import {
  canOf,
  type DownloadCan,
  type ModelProgress,
  type ModelStatus,
  modelProgressOf,
  statusOf,
} from './model-status.js'
import { downloadOf } from './refresh-availability.js'
import { useEngineSnapshot } from './use-engine-snapshot.js'
import { useModelAvailable } from './use-model-available.js'
import { type DownloadVerb, IDLE } from './verb-runner.js'

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
  /** Why the last verb of this model was refused, whichever component called it; cleared by the next verb. */
  readonly commandError: ErrorData | null
}

/**
 * One model's download: what to show, and verbs to call. Renders only when this download changes, whatever the others do.
 *
 * ```tsx
 * const { status, progress, can, download, pause } = useModelDownload(model)
 * ```
 *
 * @param model May be written inline: it is told from others by its id, and the verbs stay the same functions.
 * @throws Error outside an `EngineProvider`.
 */
export function useModelDownload(model: ModelInput): ModelDownloadState {
  const { store } = useEngineContext('useModelDownload')
  const { id } = model
  const snapshot = useEngineSnapshot((engine) => downloadOf(engine, id), Object.is)
  const link = useEngineSnapshot((snapshot) => snapshot.link)
  const commands = useEngineSnapshot((snapshot) => snapshot.capabilities.commands)
  const verbState = useStore(store.verbs.states, (states) => states.get(id) ?? IDLE)
  const { availability, isPending } = useModelAvailable(model)

  const newest = useRef(model)
  useInsertionEffect(() => {
    newest.current = model
  })
  const verbs = useMemo(() => createDownloadVerbs(store.verbs, id, () => newest.current), [store, id])

  const status = statusOf(snapshot, availability)
  return {
    id,
    name: model.name ?? snapshot?.name ?? id,
    status,
    isPending: snapshot === null && isPending,
    ...modelProgressOf(status, snapshot, availability, model),
    snapshot,
    availability,
    error: snapshot?.error ?? null,
    link,
    can: canOf(status, snapshot, link === 'open', commands),
    pending: verbState.pending,
    commandError: verbState.error,
    ...verbs,
  }
}
