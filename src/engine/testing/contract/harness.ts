import type { Engine } from '../../core/engine.js'
import type { ModelInput, MultiFileModel, SingleFileModel } from '../../core/model.js'
import type { EngineSnapshot } from '../../core/snapshot.js'

/** A model of one file whose size and digest the app knows. */
export interface KnownModel extends SingleFileModel {
  readonly path: string
  readonly url: string
  readonly size: number
  readonly sha256: string
}

/** What there is to download. Every URL is the harness's own; none is shared with another test's engine. */
export interface ContractModels {
  /** Up to a MiB; here in a blink. */
  readonly small: KnownModel
  /** As small as that, another id. */
  readonly other: KnownModel
  /** Takes 4 to 10 seconds of the engine's time until `hurry` is called; at least 4 MiB. */
  readonly large: KnownModel
  /** At least two files, one of them in a folder, each with size and digest. */
  readonly several: MultiFileModel
  /** The app knows neither size nor digest; the server tells the size. Takes about as long as `large`. */
  readonly unsized: SingleFileModel
  /** The bytes are right but the digest asked for is another. */
  readonly badDigest: KnownModel
  /** The app's size is not the server's. */
  readonly badSize: KnownModel
  /** Two versions of one model, told apart by revision (`1`, `2`) and digest. The first is as small as `small`, the second takes as long as `large`. */
  readonly versions: { readonly first: KnownModel; readonly second: KnownModel }
  /** The app knows neither size nor digest; `release` puts another file there. As small as `small`. */
  readonly moving: SingleFileModel
  /** The server answers 404. */
  readonly notFound: ModelInput & { readonly id: string }
  /** The server answers 404 until `mend` is called. */
  readonly mendable: KnownModel
  /** The server answers 401. */
  readonly unauthorized: ModelInput & { readonly id: string }
  /** Nobody listens there. */
  readonly unreachable: ModelInput & { readonly id: string }
  /** An HTML page comes in place of the model. */
  readonly page: ModelInput & { readonly id: string }
  /** Each body ends before what was promised. */
  readonly short: ModelInput & { readonly id: string }
}

/** One engine with an empty disk of its own, and what happens around it. */
export interface Subject {
  /** Another one after `restart` or `addEngine`. */
  readonly engine: Engine
  readonly models: ContractModels
  /** The engine's time, milliseconds; only differences count. */
  now(): number
  /** Lets that much of the engine's time go by. */
  wait(ms: number): Promise<void>
  /** Lets time go by until the snapshot is as asked; throws after about 20 seconds. */
  until(isSo: (snapshot: EngineSnapshot) => boolean): Promise<void>
  /** From now on bytes come as fast as they can. */
  hurry(): void
  /** Lets `models.mendable` be found. */
  mend(): void | Promise<void>
  /** Puts another file, as small, in the place of `models.moving`'s; gives what it is. */
  release(): Promise<{ readonly size: number; readonly sha256: string }>
  /** Ends the engine, as hard as the harness can, and starts another one on the same disk. */
  restart(): Promise<void>
  /** Starts another engine on the same disk beside the present one and makes it `engine`. Left out where engines share no disk, or outlive `close`. */
  addEngine?(): Promise<void>
  /** The sha256 of a file at a place that the engine gave, lower-case hex. */
  sha256At(location: string): Promise<string>
  /** Overwrites a file at a place that the engine gave. */
  overwrite(location: string, bytes: Uint8Array): Promise<void>
  /** Closes whatever is left open. */
  dispose(): Promise<void>
}

export interface EngineHarness {
  create(options?: SubjectOptions): Promise<Subject>
  /**
   * What this engine cannot be held to though no capability says so: the whole name of a test, and why. Such a test is left out; a name
   * that no test has fails. Default none.
   */
  readonly except?: Readonly<Record<string, string>>
}

export interface SubjectOptions {
  /** Models downloading at once. Default 2. */
  readonly concurrency?: number
}

/** What the suite asks of a check; any of vitest's, Jest's or `expect`'s will do. */
export interface Expectation {
  toBe(expected: unknown): void
  toEqual(expected: unknown): void
  toMatchObject(expected: object): void
  toBeGreaterThan(expected: number): void
  toBeGreaterThanOrEqual(expected: number): void
  toBeLessThanOrEqual(expected: number): void
  toContain(expected: unknown): void
}

/** The functions of a test runner that the suite needs: vitest's, Jest's, or others of that form. */
export interface TestRunner {
  describe(name: string, define: () => void): unknown
  it(name: string, test: () => Promise<void>, timeoutMs?: number): unknown
  expect(actual: unknown, message?: string): Expectation
}
