'use client'

import type { ModelInput } from '../engine/core/model.js'
import type { ModelProgress, ModelStatus } from './model-status.js'
import { type ModelDownloadState, useModelDownload } from './use-model-download.js'
import type { SelectOptions } from './use-selected.js'

/** The numbers of one model's download. */
export interface DownloadProgressState extends ModelProgress {
  readonly status: ModelStatus
  /** Moving average over the last seconds; 0 on a stall; null until sampled and unless `downloading`. */
  readonly bytesPerSecond: number | null
  /** Of this run; null until sampled. */
  readonly averageBytesPerSecond: number | null
  /** null until sampled, while stalled, and unless `downloading` or `verifying`. */
  readonly timeLeftMs: number | null
  /** Spent downloading since the engine started. */
  readonly elapsedMs: number
  /** Bytes whose digest has been computed. Meaningful while `verifying`. */
  readonly verifiedBytes: number
  /** Requests under way. */
  readonly connections: number
}

/**
 * The numbers of one model's download alone: renders when one of them changes, up to ten times a second; with `select`, only when what it
 * picks does.
 *
 * ```tsx
 * const percent = useDownloadProgress(model, { select: ({ progress }) => progress && Math.floor(progress * 100) })
 * ```
 *
 * @param model May be written inline.
 * @throws Error outside an `EngineProvider`.
 */
export function useDownloadProgress(model: ModelInput): DownloadProgressState
export function useDownloadProgress<T>(model: ModelInput, options: SelectOptions<DownloadProgressState, T>): T
export function useDownloadProgress<T>(
  model: ModelInput,
  options?: SelectOptions<DownloadProgressState, T>,
): DownloadProgressState | T {
  return useModelDownload<DownloadProgressState | T>(
    model,
    options === undefined
      ? { select: progressOf }
      : ({ ...options, select: (state) => options.select(progressOf(state)) } as SelectOptions<
          ModelDownloadState,
          DownloadProgressState | T
        >),
  )
}

function progressOf({
  status,
  totalBytes,
  receivedBytes,
  progress,
  partialBytes,
  snapshot,
}: ModelDownloadState): DownloadProgressState {
  return {
    status,
    totalBytes,
    receivedBytes,
    progress,
    partialBytes,
    bytesPerSecond: snapshot?.bytesPerSecond ?? null,
    averageBytesPerSecond: snapshot?.averageBytesPerSecond ?? null,
    timeLeftMs: snapshot?.timeLeftMs ?? null,
    elapsedMs: snapshot?.elapsedMs ?? 0,
    verifiedBytes: snapshot?.verifiedBytes ?? 0,
    connections: snapshot?.connections ?? 0,
  }
}
