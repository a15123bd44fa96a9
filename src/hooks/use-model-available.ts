'use client'

import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useStore } from 'zustand'
import type { Availability, AvailabilityStatus } from '../engine/core/command.js'
import { type ErrorData, toErrorData } from '../engine/core/errors.js'
import type { ModelInput } from '../engine/core/model.js'
import { availabilityQuery } from './availability-query.js'
import { useEngineContext } from './engine-context.js'
import { downloadOf, stageOf } from './refresh-availability.js'

export interface ModelAvailable {
  /** null until the engine answered. */
  readonly status: AvailabilityStatus | null
  /** Whether the model can be used now; false until known. */
  readonly available: boolean
  /** Bytes of the model on this machine; null until known. */
  readonly bytes: number | null
  /** null until known. */
  readonly totalBytes: number | null
  /** Whether a digest proved it. */
  readonly verified: boolean
  /** The engine's answer as it came; null until then. */
  readonly availability: Availability | null
  /** No answer yet, and none was refused. True while the link is not open for the first time. */
  readonly isPending: boolean
  /** Why the engine could not answer; null otherwise. */
  readonly error: ErrorData | null
  /** Asks again, for what the engine cannot see: a file that was deleted by hand. Never rejects. */
  readonly refetch: () => Promise<void>
}

/**
 * Whether a model is on this machine, asked once the engine's link is open and kept in the query client.
 * Asked again when the model's download starts, stops, completes, is cancelled or removed, and when a lost link is back;
 * not on focus and not on a timer.
 *
 * @throws Error outside an `EngineProvider`.
 */
export function useModelAvailable(model: ModelInput): ModelAvailable {
  const { store, queryClient } = useEngineContext('useModelAvailable')
  const isOpen = useStore(store.snapshots, (snapshot) => snapshot.link === 'open')
  // Renders together with whatever else shows the download, not a tick later when the query client tells.
  useStore(store.snapshots, (snapshot) => stageOf(downloadOf(snapshot, model.id)))
  // Picked one by one: react-query renders only for what is read.
  const query = useQuery({ ...availabilityQuery(store.engine, model), enabled: isOpen }, queryClient)
  const { data, isPending, error, refetch: refetchQuery } = query
  const refetch = useCallback(async () => void (await refetchQuery()), [refetchQuery])
  return {
    status: data?.status ?? null,
    available: data?.status === 'available',
    bytes: data?.bytes ?? null,
    totalBytes: data?.totalBytes ?? null,
    verified: data?.verified ?? false,
    availability: data ?? null,
    isPending,
    error: error === null ? null : toErrorData(error),
    refetch,
  }
}
