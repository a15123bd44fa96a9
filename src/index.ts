export { DownloadAction } from './components/download/download-action.js'
export { DownloadAnnouncer } from './components/download/download-announcer.js'
export { DownloadBytes } from './components/download/download-bytes.js'
export { DownloadCancel } from './components/download/download-cancel.js'
export { DownloadCancelDialog } from './components/download/download-cancel-dialog.js'
export { DownloadError } from './components/download/download-error.js'
export { DownloadFiles } from './components/download/download-files.js'
export { DownloadIcon } from './components/download/download-icon.js'
export { DownloadIndicator } from './components/download/download-indicator.js'
export { DownloadNotice } from './components/download/download-notice.js'
export { DownloadPause } from './components/download/download-pause.js'
export { DownloadPercent } from './components/download/download-percent.js'
export { DownloadProgress } from './components/download/download-progress.js'
export { DownloadReason } from './components/download/download-reason.js'
export { DownloadRemove } from './components/download/download-remove.js'
export { DownloadRemoveDialog } from './components/download/download-remove-dialog.js'
export { DownloadResume } from './components/download/download-resume.js'
export { DownloadRetry } from './components/download/download-retry.js'
export { DownloadRoot, type DownloadRootOptions } from './components/download/download-root.js'
export { DownloadSpeed } from './components/download/download-speed.js'
export { DownloadStart } from './components/download/download-start.js'
export type { DownloadPartState } from './components/download/download-state.js'
export { DownloadStatus } from './components/download/download-status.js'
export { DownloadTimeLeft } from './components/download/download-time-left.js'
export { DownloadTitle } from './components/download/download-title.js'
export * as Download from './components/download/index.parts.js'
export { DownloadQueue, type DownloadQueueProps } from './components/download-queue/download-queue.js'
export * as Queue from './components/download-queue/index.parts.js'
export { QueueAnnouncer as DownloadQueueAnnouncer } from './components/download-queue/queue-announcer.js'
export { QueueDownload as DownloadQueueDownload } from './components/download-queue/queue-download.js'
export { QueueEmpty as DownloadQueueEmpty } from './components/download-queue/queue-empty.js'
export { QueueHandle as DownloadQueueHandle } from './components/download-queue/queue-handle.js'
export { QueueHeading as DownloadQueueHeading } from './components/download-queue/queue-heading.js'
export { QueueItem as DownloadQueueItem } from './components/download-queue/queue-item.js'
export { QueueList as DownloadQueueList } from './components/download-queue/queue-list.js'
export { QueueMoveDown as DownloadQueueMoveDown } from './components/download-queue/queue-move-down.js'
export { QueueMoveUp as DownloadQueueMoveUp } from './components/download-queue/queue-move-up.js'
export { QueueNotice as DownloadQueueNotice } from './components/download-queue/queue-notice.js'
export { QueuePauseAll as DownloadQueuePauseAll } from './components/download-queue/queue-pause-all.js'
export { QueueResumeAll as DownloadQueueResumeAll } from './components/download-queue/queue-resume-all.js'
export {
  QueueRoot as DownloadQueueRoot,
  type QueueRootOptions as DownloadQueueRootOptions,
} from './components/download-queue/queue-root.js'
export {
  QueueSection as DownloadQueueSection,
  type QueueSectionOptions as DownloadQueueSectionOptions,
} from './components/download-queue/queue-section.js'
export type { QueueSectionName } from './components/download-queue/queue-sections.js'
export { QueueSpeedGraph as DownloadQueueSpeedGraph } from './components/download-queue/queue-speed-graph.js'
export { QueueSummary as DownloadQueueSummary } from './components/download-queue/queue-summary.js'
export type { Part, PartProps } from './components/internal/part.js'
export {
  type LocaleOptions,
  WeightliftLocaleProvider,
  type WeightliftLocaleProviderProps,
} from './components/locale/weightlift-locale-provider.js'
export { ModelDownload, type ModelDownloadProps } from './components/model-download/model-download.js'
export type { MessageOverrides, Messages } from './engine/core/messages.js'
export { type AvailabilityQueryOptions, availabilityQuery, engineQueryKeys } from './hooks/availability-query.js'
export type { CancelOptions, DownloadOptions, DownloadVerbs, ResumeOptions } from './hooks/download-verbs.js'
export { EngineProvider, type EngineProviderProps } from './hooks/engine-provider.js'
export type { DownloadCan, ModelProgress, ModelStatus } from './hooks/model-status.js'
export type { QueueVerbs } from './hooks/queue-verbs.js'
export {
  type DownloadQueueOptions,
  type DownloadQueueState,
  type QueueCan,
  useDownloadQueue,
} from './hooks/use-download-queue.js'
export { useEngine } from './hooks/use-engine.js'
export { useEngineSnapshot } from './hooks/use-engine-snapshot.js'
export { type ModelAvailable, useModelAvailable } from './hooks/use-model-available.js'
export { type ModelDownloadState, useModelDownload } from './hooks/use-model-download.js'
export { useYieldWhile, type YieldWhileOptions } from './hooks/use-yield-while.js'
