import { blockRange, wholeBlocks } from '../../core/blocks.js'
import { EngineError } from '../../core/errors.js'
import { coveredBytes, removeInterval } from '../../core/intervals.js'
import type { FileBlocks } from '../../core/model.js'
import { displayUrl } from '../../core/url.js'
import { type FileJob, worthOf } from './file-job.js'
import type { Run } from './run.js'
import { restSource } from './sources.js'

/** Tries of one block before giving up: the second may come from another mirror. */
const MOST_TRIES = 3
/** Blocks hashed side by side. */
const MOST_AT_ONCE = 4

/** Proves the blocks of a file as they come, and takes bad ones out again, so that only they are fetched once more. */
export interface BlockChecker {
  /** Bytes that are proved. */
  readonly verifiedBytes: number
  /** Bytes were written: looks for blocks that are whole now. */
  look(): void
  /** Settles when every block that is here is proved, or was taken out. @throws EngineError `checksum-mismatch`, or of storage */
  settled(): Promise<void>
  stop(): void
}

export function createBlockChecker(run: Run, job: FileJob, blocks: FileBlocks): BlockChecker {
  const proved = new Set<number>()
  const underWay = new Map<number, Promise<void>>()
  const tries = new Map<number, number>()
  let verifiedBytes = 0
  let failure: { readonly error: unknown } | null = null
  let isStopped = false

  const total = (): number => job.totalBytes as number

  async function check(index: number): Promise<void> {
    const [start, end] = blockRange(blocks, total(), index)
    const digest = run.host.platform.digest.sha256(job.ref, 'part', start)
    digest.advance(end)
    const sha256 = await digest.finish(end)
    if (isStopped) return
    if (sha256 === blocks.sha256[index]) {
      proved.add(index)
      verifiedBytes += end - start
    } else await takeOut(index, start, end)
  }

  async function takeOut(index: number, start: number, end: number): Promise<void> {
    const tried = (tries.get(index) ?? 0) + 1
    tries.set(index, tried)
    const source =
      job.origins.filter((origin) => origin.start < end && origin.end > start).pop()?.source ?? job.sources[0]
    const url = source?.url ?? ''
    job.losses += 1
    run.wastedBytes += end - start
    job.written = removeInterval(job.written, start, end)
    job.committed = removeInterval(job.committed, start, end)
    await run.host.store.saveWorths(run.model.id, { [job.file.path]: worthOf(job, job.committed) })
    if (tried < MOST_TRIES) {
      if (source !== undefined) restSource(job, source, run.host.platform.clock.elapsed())
      return
    }
    throw new EngineError(
      'checksum-mismatch',
      `A part of ${displayUrl(url)} is not the model's: its sha256 is another, ${MOST_TRIES} times. The good parts are kept. A proxy may change downloads, or the model's digests are out of date.`,
    )
  }

  function look(): void {
    if (isStopped || failure !== null || job.totalBytes === null) return
    for (const index of wholeBlocks(blocks, total(), job.written)) {
      if (underWay.size >= MOST_AT_ONCE) return
      if (proved.has(index) || underWay.has(index)) continue
      const checking = check(index)
        .catch((error: unknown) => {
          if (!isStopped) failure ??= { error }
        })
        .finally(() => {
          underWay.delete(index)
          look()
        })
      underWay.set(index, checking)
    }
  }

  return {
    get verifiedBytes() {
      return verifiedBytes
    },
    look,
    async settled() {
      for (look(); underWay.size > 0; ) await Promise.race(underWay.values())
      if (failure !== null) throw failure.error
      const isWhole = coveredBytes(job.written) === total()
      if (isWhole && proved.size < blocks.sha256.length) throw new EngineError('cancelled', 'The check was stopped.')
    },
    stop() {
      isStopped = true
    },
  }
}
