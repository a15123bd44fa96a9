export {
  type AdoptVerbOptions,
  type CancelVerbOptions,
  type Client,
  createClient,
  type DownloadVerbOptions,
  type ResumeVerbOptions,
} from './core/client.js'
export {
  type Answer,
  type Answers,
  AVAILABILITIES,
  type Availability,
  type AvailabilityStatus,
  COMMAND_TYPES,
  type Command,
  type CommandType,
  type Exemptions,
  type Located,
  type LocatedFile,
  ORPHAN_KINDS,
  type Plan,
  QUERY_TYPES,
  type Query,
  type QueryType,
  type Receipt,
  type Storage,
  type StoredModel,
  type StoredOrphan,
} from './core/command.js'
export {
  type AvailableUpdate,
  DOWNLOAD_STATUSES,
  type Download,
  type DownloadStatus,
  type FileProgress,
  isActive,
  isRunning,
  PRIORITIES,
  type Priority,
  type PriorityName,
  WAITING_REASONS,
  type WaitingReason,
} from './core/download.js'
export { type DownloadMetrics, downloadMetrics } from './core/download-metrics.js'
export type { Engine } from './core/engine.js'
export {
  EngineError,
  type EngineErrorOptions,
  ERROR_ACTIONS,
  ERROR_CODES,
  type ErrorAction,
  type ErrorCode,
  type ErrorData,
  isEngineError,
} from './core/errors.js'
export {
  DOWNLOAD_EVENT_TYPES,
  type DownloadEvent,
  type DownloadEventType,
  type EngineEvent,
  eventsBetween,
  type NetworkEvent,
} from './core/event.js'
export {
  type BytesPair,
  type FormatOptions,
  formatBytes,
  formatPair,
  formatPercent,
  formatSpeed,
  type Progress,
  progressOf,
} from './core/format.js'
export { formatDuration, formatMoment, type MomentOptions } from './core/format-time.js'
export type { MessageArea, MessageOverrides, Messages } from './core/messages.js'
export type { CommonMessages } from './core/messages-common.js'
export type { DownloadMessages, ErrorWords } from './core/messages-download.js'
export { MESSAGES_EN } from './core/messages-en.js'
export type {
  FileBlocks,
  Model,
  ModelFile,
  ModelFileInput,
  ModelInput,
  ModelReference,
  MultiFileModel,
  SingleFileModel,
} from './core/model.js'
export { onEvent } from './core/on-event.js'
export {
  type Capabilities,
  DEFAULT_SETTINGS,
  type EngineSnapshot,
  LINKS,
  type Link,
  type NetworkState,
  type Schedule,
  type ScheduleWindow,
  type SettingName,
  type Settings,
  type StorageState,
} from './core/snapshot.js'
export { SPEED_SAMPLE_MS, SPEED_SAMPLES, type SpeedHistory, type SpeedPatch } from './core/speed-history.js'
export type { WhenCompletedOptions } from './core/when-completed.js'
export type { YieldOptions } from './core/yield-verb.js'
export type { Yielding } from './core/yields.js'
export { type ConnectMoverOptions, connectMover } from './mover/connect-mover.js'
export {
  MOVER_CAPABILITIES,
  type Mover,
  type MoverControl,
  type MoverEnd,
  type MoverJob,
  type MoverLook,
  type MoverProgress,
} from './mover/mover.js'
export type { MoverStore } from './mover/mover-memory.js'
export type { BorderClock } from './remote/clock.js'
export { type CommandMemory, createCommandMemory } from './remote/command-memory.js'
export { type ConnectEngineOptions, connectEngine } from './remote/connect-engine.js'
export type { ServeEngineOptions } from './remote/engine-share.js'
export type { Catalog } from './remote/model-policy.js'
export type { Allow } from './remote/policy.js'
export { serveEngine } from './remote/serve-engine.js'
export type { Transport, TransportStatus } from './remote/transport.js'
export type { OnWarning, Warning } from './remote/warning.js'
