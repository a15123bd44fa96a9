import * as v from 'valibot'
import { COMMAND_TYPES, QUERY_TYPES } from '../core/command.js'
import type { DownloadPatch } from '../core/diff.js'
import { DOWNLOAD_STATUSES, type Download, WAITING_REASONS } from '../core/download.js'
import { type EngineSnapshot, LINKS } from '../core/snapshot.js'
import { SPEED_SAMPLES } from '../core/speed-history.js'
import { ErrorSchema } from './error-schema.js'
import { IdSchema, NumberSchema, TextSchema } from './model-schema.js'
import { PrioritySchema } from './priority-schema.js'
import { SettingsSchema } from './settings-schema.js'
import type { WirePatch } from './wire-patch.js'

/** A snapshot on the wire: downloads as a list, so that no id is ever a key that a parser treats in its own way. */
export type WireSnapshot = Omit<EngineSnapshot, 'downloads'> & { readonly downloads: readonly Download[] }

const MAX_DOWNLOADS = 10_000
const MAX_FILES = 10_000
const MAX_PROGRESS = 1_000_000

const CountSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const AmountSchema = v.pipe(v.number(), v.finite(), v.minValue(0))

const FilesSchema = v.pipe(
  v.array(v.object({ path: TextSchema, totalBytes: v.nullable(CountSchema), receivedBytes: CountSchema })),
  v.maxLength(MAX_FILES),
)

const UpdateSchema = v.object({
  revision: v.nullable(TextSchema),
  totalBytes: v.nullable(CountSchema),
  bytesToFetch: v.nullable(CountSchema),
  needsDigest: v.boolean(),
})

const state = {
  name: v.nullable(TextSchema),
  revision: v.nullable(TextSchema),
  status: v.picklist(DOWNLOAD_STATUSES),
  priority: PrioritySchema,
  position: v.nullable(CountSchema),
  totalBytes: v.nullable(CountSchema),
  receivedBytes: CountSchema,
  committedBytes: CountSchema,
  verifiedBytes: CountSchema,
  bytesPerSecond: v.nullable(AmountSchema),
  averageBytesPerSecond: v.nullable(AmountSchema),
  timeLeftMs: v.nullable(AmountSchema),
  elapsedMs: AmountSchema,
  fetchedBytes: CountSchema,
  fetchedBytesInAll: CountSchema,
  wastedBytes: CountSchema,
  connections: CountSchema,
  reason: v.nullable(v.picklist(WAITING_REASONS)),
  untilMs: v.nullable(NumberSchema),
  attempt: CountSchema,
  retries: CountSchema,
  error: v.nullable(ErrorSchema),
  restarts: CountSchema,
  unverified: v.boolean(),
  updateAvailable: v.nullable(UpdateSchema),
  updating: v.boolean(),
  startNow: v.boolean(),
  allowMetered: v.boolean(),
  files: FilesSchema,
  createdAtMs: NumberSchema,
}

const DownloadSchema: v.GenericSchema<unknown, Download> = v.object({ id: IdSchema, ...state })

const DownloadPatchSchema: v.GenericSchema<unknown, DownloadPatch> = v.pipe(
  v.object({ id: IdSchema, ...v.partial(v.object(state)).entries }),
  v.check((patch) => hasNoGaps(patch)),
)

const CapabilitiesSchema = v.object({
  commands: v.pipe(v.array(v.picklist(COMMAND_TYPES)), v.maxLength(COMMAND_TYPES.length)),
  queries: v.pipe(v.array(v.picklist(QUERY_TYPES)), v.maxLength(QUERY_TYPES.length)),
  settings: v.pipe(
    v.array(v.picklist(['concurrency', 'connections', 'bytesPerSecondLimit', 'schedule', 'metered'])),
    v.maxLength(5),
  ),
})

const NetworkSchema = v.object({ online: v.nullable(v.boolean()), metered: v.nullable(v.boolean()) })
const SamplesSchema = v.pipe(v.array(AmountSchema), v.maxLength(SPEED_SAMPLES))
const StorageSchema = v.object({ persisted: v.nullable(v.boolean()) })
const YieldsSchema = v.pipe(
  v.array(v.object({ holder: TextSchema, reason: TextSchema, bytesPerSecondLimit: AmountSchema })),
  v.maxLength(1_000),
)
const IdsSchema = v.pipe(v.array(IdSchema), v.maxLength(MAX_DOWNLOADS))

const top = {
  link: v.picklist(LINKS),
  capabilities: CapabilitiesSchema,
  settings: SettingsSchema,
  network: NetworkSchema,
  storage: StorageSchema,
  yields: YieldsSchema,
  order: IdsSchema,
  bytesPerSecond: v.nullable(AmountSchema),
}

/** A whole snapshot. */
export const SnapshotSchema: v.GenericSchema<unknown, WireSnapshot> = v.object({
  revision: CountSchema,
  ...top,
  speedHistory: v.object({ endsAtMs: v.nullable(NumberSchema), bytesPerSecond: SamplesSchema }),
  downloads: v.pipe(v.array(DownloadSchema), v.maxLength(MAX_DOWNLOADS)),
})

/** What changed between two snapshots. What did not change is left out, and never there as `undefined`. */
export const PatchSchema: v.GenericSchema<unknown, WirePatch> = v.pipe(
  v.object({
    base: CountSchema,
    revision: CountSchema,
    changed: v.pipe(v.array(DownloadPatchSchema), v.maxLength(MAX_DOWNLOADS)),
    removed: IdsSchema,
    speed: v.optional(v.object({ endsAtMs: v.nullable(NumberSchema), samples: SamplesSchema, isWhole: v.boolean() })),
    progress: v.optional(v.pipe(v.string(), v.maxLength(MAX_PROGRESS))),
    ...v.partial(v.object(top)).entries,
  }),
  v.check((patch) => hasNoGaps(patch)),
)

/** The form of a snapshot that goes over the wire. */
export function toWire(snapshot: EngineSnapshot): WireSnapshot {
  return { ...snapshot, downloads: Object.values(snapshot.downloads) }
}

/** The snapshot that came over the wire. */
export function fromWire(snapshot: WireSnapshot): EngineSnapshot {
  return { ...snapshot, downloads: Object.fromEntries(snapshot.downloads.map((download) => [download.id, download])) }
}

function hasNoGaps(patch: object): boolean {
  return !Object.values(patch).includes(undefined)
}
