import { type Client, createClient } from '../../core/client.js'
import type { Command, CommandType, QueryType, Receipt } from '../../core/command.js'
import type { Download, DownloadStatus } from '../../core/download.js'
import { type EngineError, type ErrorCode, isEngineError } from '../../core/errors.js'
import type { Capabilities, EngineSnapshot } from '../../core/snapshot.js'
import type { EngineHarness, Subject, SubjectOptions, TestRunner } from './harness.js'

/** A chapter of the contract. */
export type Chapter = (suite: Suite) => void

/** What every chapter works with. */
export interface Suite extends TestRunner {
  /** A test that gets an engine of its own, which is disposed of whatever happens. It ends where it comes to what the engine does not offer. */
  test(name: string, run: (bench: Bench) => Promise<void>, options?: SubjectOptions): void
}

/** A subject with the words that tests need. */
export interface Bench {
  readonly subject: Subject
  readonly models: Subject['models']
  /** Of the present engine. */
  client(): Client
  snapshot(): EngineSnapshot
  /** The present state of a download; undefined for none. */
  download(id: string): Download | undefined
  until(id: string, isSo: (download: Download) => boolean): Promise<void>
  untilStatus(id: string, ...statuses: readonly DownloadStatus[]): Promise<void>
  /**
   * Lets time go by until no more bytes come: what is being read when a download is stopped still does. Gives how many there are; throws
   * after nine seconds of the engine's time.
   */
  rest(id: string): Promise<number>
  /** Starts watching: every snapshot that a listener sees from now on, the present one first. */
  record(): readonly EngineSnapshot[]
  /** The code with which a command is refused, or `taken`. */
  outcome(command: Command): Promise<ErrorCode | 'taken'>
}

/** More than a slow machine needs for the longest test. */
const TIMEOUT_MS = 60_000

/** Puts a runner and a harness together. */
export function createSuite(
  runner: TestRunner,
  harness: EngineHarness,
): Suite & { readonly names: ReadonlySet<string> } {
  const names = new Set<string>()
  return {
    names,
    describe: runner.describe,
    it: runner.it,
    expect: runner.expect,
    test(name, run, options) {
      names.add(name)
      if (Object.hasOwn(harness.except ?? {}, name)) return
      runner.it(
        name,
        async () => {
          const subject = await harness.create(options)
          try {
            await subject.until(({ link }) => link === 'open')
            await run(createBench(subject))
          } catch (thrown) {
            if (!(thrown instanceof NotOffered)) throw thrown
          } finally {
            await subject.dispose()
          }
        },
        TIMEOUT_MS,
      )
    },
  }
}

function createBench(subject: Subject): Bench {
  const download: Bench['download'] = (id) => {
    const { downloads } = subject.engine.getSnapshot()
    return Object.hasOwn(downloads, id) ? downloads[id] : undefined
  }
  const until: Bench['until'] = (id, isSo) =>
    subject.until(({ downloads }) => {
      const found = downloads[id]
      return found !== undefined && isSo(found)
    })
  return {
    subject,
    models: subject.models,
    client: () => offeredOnly(createClient(subject.engine), subject.engine.getSnapshot().capabilities),
    snapshot: () => subject.engine.getSnapshot(),
    download,
    until,
    async rest(id) {
      for (let looks = 0; looks < 6; looks += 1) {
        const before = download(id)?.receivedBytes ?? 0
        await subject.wait(1_500)
        if (download(id)?.receivedBytes === before) return before
      }
      throw new Error(`Bytes of "${id}" still come nine seconds after it was stopped.`)
    },
    untilStatus: (id, ...statuses) => until(id, ({ status }) => statuses.includes(status)),
    record() {
      const seen = [subject.engine.getSnapshot()]
      subject.engine.subscribe(() => seen.push(subject.engine.getSnapshot()))
      return seen
    },
    async outcome(command) {
      const receipt: Receipt = await subject.engine.dispatch(command)
      return receipt.ok ? 'taken' : receipt.error.code
    },
  }
}

/** The test has come to something that the engine says it cannot do; that such a thing is refused is a test of its own. */
class NotOffered extends Error {}

const NEEDS: Partial<Readonly<Record<keyof Client, CommandType | QueryType>>> = {
  pause: 'pause',
  pauseAll: 'pauseAll',
  resumeAll: 'resumeAll',
  resume: 'resume',
  cancel: 'cancel',
  retry: 'retry',
  remove: 'remove',
  prioritize: 'prioritize',
  move: 'move',
  verify: 'verify',
  checkForUpdate: 'check',
  update: 'update',
  yield: 'yield',
  adopt: 'adopt',
  discard: 'discard',
  sweep: 'sweep',
  configure: 'configure',
  availability: 'availability',
  plan: 'plan',
  storage: 'storage',
  locate: 'locate',
  whenCompleted: 'locate',
}

function offeredOnly(client: Client, { commands, queries }: Capabilities): Client {
  const offered: ReadonlySet<string> = new Set([...commands, ...queries])
  const verbs = Object.entries(client).map(([verb, call]) => {
    const need = NEEDS[verb as keyof Client]
    if (need === undefined || offered.has(need)) return [verb, call]
    return [verb, () => Promise.reject(new NotOffered(need))]
  })
  return Object.fromEntries(verbs) as unknown as Client
}

/** The error with which a promise of the engine rejects; null where it does not. */
export async function rejection(promise: Promise<unknown>): Promise<EngineError | null> {
  try {
    await promise
    return null
  } catch (thrown) {
    if (isEngineError(thrown)) return thrown
    throw thrown
  }
}

/** One download in each of many snapshots, where it is there. */
export function historyOf(snapshots: readonly EngineSnapshot[], id: string): readonly Download[] {
  return snapshots.flatMap(({ downloads }) => downloads[id] ?? [])
}
