export { CancelButton } from './components/buttons/cancel-button.js'
export { PauseButton } from './components/buttons/pause-button.js'
export { ResumeButton } from './components/buttons/resume-button.js'
export { DownloadAction } from './components/download/download-action.js'
export { DownloadAnnouncer } from './components/download/download-announcer.js'
export { DownloadBytes } from './components/download/download-bytes.js'
export { DownloadCancel } from './components/download/download-cancel.js'
export { DownloadCancelDialog } from './components/download/download-cancel-dialog.js'
export { DownloadError } from './components/download/download-error.js'
export { DownloadFiles } from './components/download/download-files.js'
export type { DownloadGroundOptions as DownloadRootOptions } from './components/download/download-ground.js'
export { DownloadIcon } from './components/download/download-icon.js'
export { DownloadIndicator } from './components/download/download-indicator.js'
export { DownloadNotice } from './components/download/download-notice.js'
export { DownloadPause } from './components/download/download-pause.js'
export { DownloadPercent } from './components/download/download-percent.js'
export { DownloadProgress, type DownloadProgressOptions } from './components/download/download-progress.js'
export { DownloadReason } from './components/download/download-reason.js'
export { DownloadRemove } from './components/download/download-remove.js'
export { DownloadRemoveDialog } from './components/download/download-remove-dialog.js'
export { DownloadResume } from './components/download/download-resume.js'
export { DownloadRetry } from './components/download/download-retry.js'
export { DownloadRoot } from './components/download/download-root.js'
export { DownloadSpeed } from './components/download/download-speed.js'
export { DownloadStart } from './components/download/download-start.js'
export type { DownloadPartState } from './components/download/download-state.js'
export { DownloadStatus } from './components/download/download-status.js'
export { DownloadTimeLeft } from './components/download/download-time-left.js'
export { DownloadTitle } from './components/download/download-title.js'
export { DownloadUpdate } from './components/download/download-update.js'
export * as Download from './components/download/index.parts.js'
export { DownloadPlan, type DownloadPlanProps } from './components/download-plan/download-plan.js'
export * as Plan from './components/download-plan/index.parts.js'
export type { PlanLicense, PlanPartState } from './components/download-plan/plan-context.js'
export { PlanFacts } from './components/download-plan/plan-facts.js'
export { PlanRoot, type PlanRootOptions } from './components/download-plan/plan-root.js'
export { PlanWarning } from './components/download-plan/plan-warning.js'
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
export { DownloadSettings, type DownloadSettingsProps } from './components/download-settings/download-settings.js'
export * as Settings from './components/download-settings/index.parts.js'
export { SettingsAddWindow as DownloadSettingsAddWindow } from './components/download-settings/settings-add-window.js'
export { SettingsConcurrency as DownloadSettingsConcurrency } from './components/download-settings/settings-concurrency.js'
export {
  SettingsField as DownloadSettingsField,
  type SettingsFieldOptions as DownloadSettingsFieldOptions,
} from './components/download-settings/settings-field.js'
export { SettingsHint as DownloadSettingsHint } from './components/download-settings/settings-hint.js'
export { SettingsLabel as DownloadSettingsLabel } from './components/download-settings/settings-label.js'
export { SettingsLimitInput as DownloadSettingsLimitInput } from './components/download-settings/settings-limit-input.js'
export { SettingsLimitUnit as DownloadSettingsLimitUnit } from './components/download-settings/settings-limit-unit.js'
export { SettingsMetered as DownloadSettingsMetered } from './components/download-settings/settings-metered.js'
export { SettingsProblem as DownloadSettingsProblem } from './components/download-settings/settings-problem.js'
export {
  SettingsRoot as DownloadSettingsRoot,
  type SettingsRootOptions as DownloadSettingsRootOptions,
} from './components/download-settings/settings-root.js'
export { SettingsScheduleSwitch as DownloadSettingsScheduleSwitch } from './components/download-settings/settings-schedule-switch.js'
export { SettingsTimeZone as DownloadSettingsTimeZone } from './components/download-settings/settings-time-zone.js'
export { SettingsWindow as DownloadSettingsWindow } from './components/download-settings/settings-window.js'
export { SettingsWindowDays as DownloadSettingsWindowDays } from './components/download-settings/settings-window-days.js'
export { SettingsWindowLimit as DownloadSettingsWindowLimit } from './components/download-settings/settings-window-limit.js'
export { SettingsWindowProblem as DownloadSettingsWindowProblem } from './components/download-settings/settings-window-problem.js'
export { SettingsWindowRemove as DownloadSettingsWindowRemove } from './components/download-settings/settings-window-remove.js'
export {
  SettingsWindowTime as DownloadSettingsWindowTime,
  type SettingsWindowTimeOptions as DownloadSettingsWindowTimeOptions,
} from './components/download-settings/settings-window-time.js'
export { SettingsWindows as DownloadSettingsWindows } from './components/download-settings/settings-windows.js'
export {
  DownloadToasts,
  type DownloadToastsOptions,
  type DownloadToastsState,
} from './components/download-toasts/download-toasts.js'
export type { Part, PartProps } from './components/internal/part.js'
export type { LocaleOptions } from './components/locale/use-nested-locale.js'
export {
  WeightliftLocaleProvider,
  type WeightliftLocaleProviderProps,
} from './components/locale/weightlift-locale-provider.js'
export {
  type HeadingLevel,
  ModelDownload,
  type ModelDownloadProps,
  type ModelDownloadVariant,
} from './components/model-download/model-download.js'
export { ModelGate, type ModelGateOptions } from './components/model-gate/model-gate.js'
export {
  NetworkNotice,
  type NetworkNoticeOptions,
  type NetworkNoticeState,
} from './components/network-notice/network-notice.js'
export * as Storage from './components/storage-panel/index.parts.js'
export {
  StorageAdopt as StoragePanelAdopt,
  type StorageAdoptOptions as StoragePanelAdoptOptions,
} from './components/storage-panel/storage-adopt.js'
export { StorageAnnouncer as StoragePanelAnnouncer } from './components/storage-panel/storage-announcer.js'
export { StorageBar as StoragePanelBar } from './components/storage-panel/storage-bar.js'
export { StorageDiscard as StoragePanelDiscard } from './components/storage-panel/storage-discard.js'
export { StorageEmpty as StoragePanelEmpty } from './components/storage-panel/storage-empty.js'
export { StorageFacts as StoragePanelFacts } from './components/storage-panel/storage-facts.js'
export { StorageHeading as StoragePanelHeading } from './components/storage-panel/storage-heading.js'
export { StorageItem as StoragePanelItem } from './components/storage-panel/storage-item.js'
export { StorageList as StoragePanelList } from './components/storage-panel/storage-list.js'
export { StorageName as StoragePanelName } from './components/storage-panel/storage-name.js'
export { StorageNotice as StoragePanelNotice } from './components/storage-panel/storage-notice.js'
export { StoragePanel, type StoragePanelProps } from './components/storage-panel/storage-panel.js'
export { StorageProblem as StoragePanelProblem } from './components/storage-panel/storage-problem.js'
export {
  StorageRemove as StoragePanelRemove,
  type StorageRemoveOptions as StoragePanelRemoveOptions,
} from './components/storage-panel/storage-remove.js'
export { StorageRemoveDialog as StoragePanelRemoveDialog } from './components/storage-panel/storage-remove-dialog.js'
export {
  StorageRoot as StoragePanelRoot,
  type StorageRootOptions as StoragePanelRootOptions,
} from './components/storage-panel/storage-root.js'
export {
  StorageSection as StoragePanelSection,
  type StorageSectionOptions as StoragePanelSectionOptions,
} from './components/storage-panel/storage-section.js'
export { StorageSize as StoragePanelSize } from './components/storage-panel/storage-size.js'
export { StorageSummary as StoragePanelSummary } from './components/storage-panel/storage-summary.js'
export {
  StorageSweep as StoragePanelSweep,
  type StorageSweepOptions as StoragePanelSweepOptions,
} from './components/storage-panel/storage-sweep.js'
export { StorageSweepAge as StoragePanelSweepAge } from './components/storage-panel/storage-sweep-age.js'
export { StorageVerify as StoragePanelVerify } from './components/storage-panel/storage-verify.js'
export type { MessageOverrides, Messages } from './engine/core/messages.js'
export type { ModelAvailable } from './hooks/available-source.js'
export type { CancelOptions, DownloadOptions, DownloadVerbs, ResumeOptions } from './hooks/download-verbs.js'
export { EngineProvider, type EngineProviderProps } from './hooks/engine-provider.js'
export {
  type AvailabilityQueryOptions,
  availabilityQuery,
  type EngineQueryKey,
  type EngineQueryOptions,
  engineQueryKeys,
  planQuery,
  storageQuery,
} from './hooks/engine-queries.js'
export type { DownloadCan, ModelProgress, ModelStatus } from './hooks/model-status.js'
export { prefetchModelAvailable } from './hooks/prefetch-model-available.js'
export type { QueueVerbs } from './hooks/queue-verbs.js'
export type { StorageContents, StorageEntry, StorageSizes, StorageVerb } from './hooks/storage-state.js'
export type { AdoptOptions, StorageVerbs } from './hooks/storage-verbs.js'
export { type DownloadPlanState, useDownloadPlan } from './hooks/use-download-plan.js'
export { type DownloadProgressState, useDownloadProgress } from './hooks/use-download-progress.js'
export { type DownloadQueueState, type QueueCan, useDownloadQueue } from './hooks/use-download-queue.js'
export { useEngine } from './hooks/use-engine.js'
export { useEngineEvents } from './hooks/use-engine-events.js'
export { type EngineSettingsState, type SettingsVerbs, useEngineSettings } from './hooks/use-engine-settings.js'
export { useEngineSnapshot } from './hooks/use-engine-snapshot.js'
export { useListedDownload } from './hooks/use-listed-download.js'
export { useModelAvailable } from './hooks/use-model-available.js'
export { type ModelAvailableNow, useModelAvailableSuspense } from './hooks/use-model-available-suspense.js'
export { type ModelDownloadState, useModelDownload } from './hooks/use-model-download.js'
export { type ModelUpdateState, type UpdateVerb, type UpdateVerbs, useModelUpdate } from './hooks/use-model-update.js'
export { type NetworkStatusState, useNetworkStatus } from './hooks/use-network-status.js'
export type { SelectOptions } from './hooks/use-selected.js'
export { type SpeedHistoryState, useSpeedHistory } from './hooks/use-speed-history.js'
export { type StorageState, useStorage } from './hooks/use-storage.js'
export { useYieldWhile, type YieldWhileOptions } from './hooks/use-yield-while.js'
