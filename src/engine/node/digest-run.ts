import { EngineError } from '../core/errors.js'
import type { DigestRun } from '../ports/digest.js'
import type { DigestPool } from './digest-pool.js'
import { COUNTERS, type DigestThread } from './digest-thread.js'
import { hashFile } from './hash-file.js'
import type { Places } from './places.js'
import { storageError } from './storage-error.js'

const { written: WRITTEN, hashed: HASHED, end: END } = COUNTERS
// Below this, a thread takes longer to start than the bytes to hash.
const SMALL_BYTES = 1024 * 1024
const RING_BYTES = 8 * 1024 * 1024

/**
 * One digest. It stays without a thread until its file turns out not to be small.
 *
 * @param onEnd - Called once, when nothing is held any more.
 */
export function startDigestRun(
  id: number,
  places: Places,
  { path, from }: { readonly path: string; readonly from: number },
  pool: DigestPool,
  onEnd: () => void,
): DigestRun {
  const counters = new BigInt64Array(new SharedArrayBuffer(3 * BigInt64Array.BYTES_PER_ELEMENT))
  Atomics.store(counters, END, -1n)
  Atomics.store(counters, WRITTEN, BigInt(from))
  Atomics.store(counters, HASHED, BigInt(from))
  const count = (index: number): number => Number(Atomics.load(counters, index))
  let resolve: (sha256: string) => void = () => {}
  let reject: (error: EngineError) => void = () => {}
  const result = new Promise<string>((res, rej) => {
    resolve = res
    reject = rej
  })
  // A run may fail long before `finish` asks for its result.
  result.catch(() => {})
  let mode: 'small' | 'thread' | 'main' | 'ended' = 'small'
  let thread: DigestThread | null = null
  let rungAt = from

  function end(settle: () => void): void {
    if (mode === 'ended') return
    mode = 'ended'
    settle()
    thread?.drop(id)
    if (thread !== null) pool.rest(thread)
    onEnd()
  }

  const fail = (error: unknown): void => end(() => reject(storageError(error, 'read back the model file', path)))

  async function inThread(): Promise<void> {
    mode = 'thread'
    await inDirectory()
    if (mode !== 'thread') return
    thread = pool.take()
    if (thread === null) return inMain()
    thread.start({
      id,
      path,
      counters,
      settle: (done) =>
        'error' in done
          ? fail(Object.assign(new Error(done.error.message), done.error))
          : end(() => resolve(done.sha256)),
      lost: () => void inMain().catch(fail),
    })
    if (count(END) !== -1) thread.expect(id)
  }

  /** Hashes once all bytes are there: for small files, and where threads do not work. */
  async function inMain(): Promise<void> {
    if (mode === 'ended') return
    mode = 'main'
    thread = null
    if (count(END) === -1) return
    await inDirectory()
    const sha256 = await hashFile(path, from, count(END), (bytes) => {
      Atomics.store(counters, HASHED, BigInt(bytes))
      return mode !== 'ended'
    })
    end(() => resolve(sha256))
  }

  /** Each ring is a call of the system: not for every few bytes. What is left is looked for now and then, and at the end. */
  function ringFor(ringing: DigestThread, offset: number): void {
    if (offset - rungAt < RING_BYTES) return
    rungAt = offset
    ringing.ring()
  }

  async function inDirectory(): Promise<void> {
    if ((await places.existing(path)) === null) throw Object.assign(new Error('no such folder'), { code: 'ENOENT' })
  }

  return {
    get hashedBytes() {
      return count(HASHED)
    },
    advance(offset) {
      if (offset <= count(WRITTEN)) return
      Atomics.store(counters, WRITTEN, BigInt(offset))
      if (thread !== null) ringFor(thread, offset)
      else if (mode === 'small' && offset - from > SMALL_BYTES) inThread().catch(fail)
    },
    finish(size) {
      const beyond = count(WRITTEN) > size
      Atomics.store(counters, END, BigInt(size))
      // What was hashed beyond the end cannot be taken back.
      if (beyond && thread !== null) thread.drop(id)
      if (beyond || mode === 'main' || (mode === 'small' && size - from <= SMALL_BYTES)) inMain().catch(fail)
      else if (mode === 'small') inThread().catch(fail)
      else if (thread !== null) {
        thread.expect(id)
        thread.ring()
      }
      return result
    },
    abort() {
      end(() => reject(new EngineError('cancelled', 'The digest was called off, since the download stopped.')))
    },
  }
}
