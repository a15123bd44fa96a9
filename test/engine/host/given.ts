import type { Model, ModelInput } from '../../../src/engine/core/model.js'
import { parseModel } from '../../../src/engine/core/parse-model.js'
import type { DownloadRecord } from '../../../src/engine/core/record.js'
import { DEFAULT_SETTINGS, type Settings } from '../../../src/engine/core/snapshot.js'
import { NO_VALIDATOR } from '../../../src/engine/core/validator.js'
import { FIRST_VERSION } from '../../../src/engine/core/version.js'
import { createBandwidth } from '../../../src/engine/host/bandwidth.js'
import { createConnectionLedger } from '../../../src/engine/host/connection-ledger.js'
import type { HostContext } from '../../../src/engine/host/context.js'
import { createDigestClaims } from '../../../src/engine/host/digest-claims.js'
import type { EngineOptions } from '../../../src/engine/host/options.js'
import { createRecordStore } from '../../../src/engine/host/record-store.js'
import { createSourceLedger } from '../../../src/engine/host/source-ledger.js'
import { createSpaceLedger } from '../../../src/engine/host/space-ledger.js'
import { createBlockPool } from '../../../src/engine/host/transfer/block-pool.js'
import { createCommitter } from '../../../src/engine/host/transfer/committer.js'
import { createFileJob } from '../../../src/engine/host/transfer/file-job.js'
import type { Run, RunReport } from '../../../src/engine/host/transfer/run.js'
import { createWriteBudget } from '../../../src/engine/host/transfer/write-budget.js'
import type { FileWorth } from '../../../src/engine/host/worth.js'
import type { Platform } from '../../../src/engine/ports/platform.js'
import {
  createSimulatedMachine,
  type MachineOptions,
  type SimulatedMachine,
} from '../../../src/engine/testing/index.js'
import { type Change, type Tap, tapped } from './tap.js'

export const MIB: number = 1024 * 1024

export function modelOf(input: unknown): Model {
  return parseModel(input as ModelInput, { allowInsecureHttp: false })
}

export function recordOf(model: Model, change: Partial<DownloadRecord> = {}): DownloadRecord {
  return {
    model,
    intent: 'active',
    priority: 'normal',
    error: null,
    unverified: false,
    startNow: false,
    allowMetered: false,
    retries: 0,
    restarts: 0,
    version: FIRST_VERSION,
    adopt: null,
    createdAtMs: 1,
    ...change,
  }
}

/** A worth with nothing but what the test is about. */
export function worthOf(change: Partial<FileWorth> = {}): FileWorth {
  return {
    totalBytes: null,
    validator: NO_VALIDATOR,
    sha256: null,
    source: 'https://models.example/m.bin',
    ranges: [],
    published: null,
    ...change,
  }
}

/** Host and machine, without an engine over them. */
export interface GivenHost {
  readonly machine: SimulatedMachine
  readonly host: HostContext
  /** Changes of the disk, oldest first: `flush m.bin`, `journal-write model.m`. */
  readonly changes: string[]
}

export interface GivenHostOptions extends MachineOptions, EngineOptions {
  readonly settings?: Partial<Settings>
  readonly tap?: Tap
}

export function givenHost(options: GivenHostOptions = {}): GivenHost {
  const machine = createSimulatedMachine(options)
  const changes: string[] = []
  const tap = (change: Change, of: string, value?: unknown) => {
    changes.push(`${change} ${of}`)
    return options.tap?.(change, of, value)
  }
  const platform: Platform = tapped(machine.boot().platform, tap)
  const host: HostContext = {
    platform,
    options,
    store: createRecordStore(platform.journal),
    space: createSpaceLedger(platform.files),
    digests: createDigestClaims(),
    writeBudget: createWriteBudget(),
    blockPool: createBlockPool(),
    bandwidth: createBandwidth(machine.clock, () => 1),
    connections: createConnectionLedger(),
    sources: createSourceLedger(platform.clock),
    settings: () => ({ ...DEFAULT_SETTINGS, ...options.settings }),
  }
  return { machine, host, changes }
}

export interface GivenRun extends Run {
  readonly reports: RunReport[]
  readonly abort: AbortController
}

/** A run of a model whose record is in the journal, before anything was asked for. */
export async function givenRun(host: HostContext, model: Model): Promise<GivenRun> {
  await host.store.saveRecord(recordOf(model))
  const jobs = model.files.map((file) => createFileJob(file, model.id))
  const abort = new AbortController()
  const reports: RunReport[] = []
  // What only the lanes look at.
  const forLanes = { landing: new Set<Promise<void>>(), writeFailure: null, roundTripMs: null, slowestAnswerMs: null }
  return {
    ...forLanes,
    host,
    model,
    jobs,
    committer: createCommitter(host.platform.clock, host.store, model.id, jobs),
    signal: abort.signal,
    abort,
    report: (what) => void reports.push(what),
    reports,
    requests: new Set(),
    fetchedBytes: 0,
    wastedBytes: 0,
    retryAfterMs: new WeakMap(),
  }
}
