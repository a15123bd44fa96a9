import { EngineError } from '../core/errors.js'
import type { Clock } from '../ports/clock.js'
import type { Digest, DigestRun } from '../ports/digest.js'
import type { FileRef, FileState } from '../ports/files.js'
import { contentDigest, type Hash } from './content-digest.js'
import type { MemoryFiles } from './memory-files.js'

export interface MemoryDigestOptions {
  readonly clock: Clock
  readonly files: MemoryFiles
  /** Speed of hashing. Default null: hashing takes no time. */
  readonly bytesPerSecond?: number | null
  /** A real hash. Default null: a stand-in that takes no time, see {@link contentDigest}. */
  readonly createHash?: (() => Hash) | null
}

export interface MemoryDigest extends Digest {
  /** Changes the speed of runs that start later. */
  setSpeed(bytesPerSecond: number | null): void
}

/** Hashes files on a disk in memory, at a given speed of the virtual clock. */
export function createMemoryDigest(options: MemoryDigestOptions): MemoryDigest {
  const { clock, files, createHash = null } = options
  const runs = new Set<DigestRun>()
  let speed = options.bytesPerSecond ?? null

  function sha256(ref: FileRef, which: FileState, from = 0): DigestRun {
    const perMs = speed === null ? null : speed / 1000
    let writtenBytes = from
    let hashedBytes = from
    let sinceMs = clock.elapsed()
    let giveUp: ((error: EngineError) => void) | null = null
    let stopTimer: (() => void) | null = null
    let isAborted = false

    /** Nothing runs while nobody looks: what was hashed by now follows from the time gone by. */
    function catchUp(): number {
      const elapsedMs = clock.elapsed() - sinceMs
      sinceMs = clock.elapsed()
      hashedBytes = perMs === null ? writtenBytes : Math.min(writtenBytes, hashedBytes + elapsedMs * perMs)
      return Math.floor(hashedBytes)
    }

    const cancelled = (): EngineError => new EngineError('cancelled', 'Hashing was stopped.')

    async function finish(size: number): Promise<string> {
      run.advance(size)
      const waitMs = perMs === null ? 0 : (size - hashedBytes) / perMs
      await new Promise<void>((resolve, reject) => {
        if (isAborted) return reject(cancelled())
        giveUp = reject
        if (waitMs === 0) resolve()
        else stopTimer = clock.setTimer(waitMs, resolve)
      })
      runs.delete(run)
      const content = files.content(ref, which)
      if (content === null) throw new EngineError('storage-io', `${ref.path} went away while it was hashed.`)
      return contentDigest(content, size, createHash, from)
    }

    const run: DigestRun = {
      get hashedBytes() {
        return catchUp()
      },
      advance(offset) {
        catchUp()
        writtenBytes = Math.max(writtenBytes, offset)
        catchUp()
      },
      finish,
      abort() {
        isAborted = true
        runs.delete(run)
        stopTimer?.()
        giveUp?.(cancelled())
      },
    }
    runs.add(run)
    return run
  }

  return {
    sha256,
    async close() {
      for (const run of [...runs]) run.abort()
    },
    setSpeed(bytesPerSecond) {
      speed = bytesPerSecond
    },
  }
}
