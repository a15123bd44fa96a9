import type { Settings } from '../core/snapshot.js'
import type { Platform } from '../ports/platform.js'
import type { Bandwidth } from './bandwidth.js'
import type { ConnectionLedger } from './connection-ledger.js'
import type { DigestClaims } from './digest-claims.js'
import type { EngineOptions } from './options.js'
import type { RecordStore } from './record-store.js'
import type { SourceLedger } from './source-ledger.js'
import type { SpaceLedger } from './space-ledger.js'
import type { BlockPool } from './transfer/block-pool.js'
import type { WriteBudget } from './transfer/write-budget.js'

/** What every part of one engine's host works with. */
export interface HostContext {
  readonly platform: Platform
  readonly options: EngineOptions
  readonly store: RecordStore
  readonly space: SpaceLedger
  readonly digests: DigestClaims
  readonly writeBudget: WriteBudget
  readonly blockPool: BlockPool
  readonly connections: ConnectionLedger
  readonly sources: SourceLedger
  readonly bandwidth: Bandwidth
  readonly settings: () => Settings
}
