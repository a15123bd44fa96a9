import { EngineError } from '../../core/errors.js'
import type { DigestRun } from '../../ports/digest.js'
import type { FileRef, FileState } from '../../ports/files.js'
import type { DigestContext } from './browser-digest.js'
import { BUFFER_BYTES } from './buffer-pool.js'
import { createChunkQueue } from './chunk-queue.js'
import type { DigestThread } from './digest-thread.js'
import { keyOf } from './open-parts.js'
import { storageError } from './storage-error.js'

/** Pieces that are on their way to the worker at once: enough that it never waits, few enough to keep memory flat. */
const MOST_IN_FLIGHT = 6

export interface DigestPlace {
  readonly ref: FileRef
  readonly which: FileState
  readonly from: number
}

/**
 * One digest. Chunks go from the writer straight to a worker that hashes them; what was written before, or out of order, is read back through the
 * writer's handle, a piece at a time.
 */
export function startDigestRun(context: DigestContext, place: DigestPlace, onEnd: () => void): DigestRun {
  const { pool, states, parts } = context
  const { ref, which, from } = place
  const isResumable = which === 'part' && from === 0
  const queue = createChunkQueue(from)
  let [hashed, sent, inFlight] = [from, from, 0]
  let end: number | null = null
  let state: Uint8Array | null = null
  let thread: DigestThread | null = null
  let id = 0
  let mode: 'waiting' | 'starting' | 'running' | 'ended' = 'waiting'
  let isReading = false
  let isAsked = false
  let read: ((offset: number, length: number) => Promise<Uint8Array> | Uint8Array) | null = null
  let resolve: (sha256: string) => void = () => undefined
  let reject: (error: unknown) => void = () => undefined
  const result = new Promise<string>((res, rej) => {
    resolve = res
    reject = rej
  })
  // A run may fail long before `finish` asks for its result.
  result.catch(() => undefined)
  const unwatch = isResumable
    ? states.watch(keyOf(ref), () => (state === null ? null : { offset: hashed, state }))
    : () => undefined
  const unfeed = which === 'part' ? parts.feed(ref, take) : () => undefined

  function close(settle: () => void): void {
    if (mode === 'ended') return
    mode = 'ended'
    unwatch()
    unfeed()
    queue.end()
    thread?.drop(id)
    settle()
    onEnd()
  }

  const fail = (error: unknown): void => close(() => reject(storageError(error, 'read back the model file')))

  function take(offset: number, chunk: Uint8Array): Promise<void> | boolean {
    const taken = queue.offer(sent, offset, chunk)
    if (taken !== false) advance()
    return taken
  }

  function advance(): void {
    if (mode === 'waiting' && queue.reach - from >= BUFFER_BYTES) start().catch(fail)
    else pump().catch(fail)
  }

  async function start(): Promise<void> {
    mode = 'starting'
    const kept = isResumable ? await states.read(keyOf(ref), queue.reach) : null
    if (mode !== 'starting') return
    if (kept !== null) {
      hashed = sent = kept.offset
      state = kept.state
    }
    begin()
    mode = 'running'
    await pump()
  }

  function begin(): void {
    thread = context.thread()
    id = thread.start({ hear, lost: () => fail(new Error('the hashing worker stopped')) }, state)
  }

  function hear(reply: Parameters<Parameters<DigestThread['start']>[0]['hear']>[0]): void {
    if (mode === 'ended' || reply.id !== id) return
    if (reply.type === 'failed') return fail(workerFailure(reply.message))
    if (reply.type === 'done') return close(() => resolve(reply.sha256))
    inFlight -= 1
    hashed += reply.bytes.byteLength
    state = reply.state
    pool.give(reply.bytes)
    pump().catch(fail)
  }

  async function pump(): Promise<void> {
    if (mode !== 'running' || isReading) return
    isReading = true
    try {
      while (mode === 'running' && inFlight < MOST_IN_FLIGHT) {
        const run = id
        const at = sent
        const bytes = queue.take(at) ?? (await readBack(at))
        if (mode !== 'running' || run !== id) continue
        if (bytes === null) break
        if (bytes.byteLength === 0) throw new Error(`the file ends at ${at} bytes`)
        inFlight += 1
        sent += bytes.byteLength
        thread?.post({ type: 'bytes', id, bytes }, [bytes.buffer as ArrayBuffer])
      }
    } finally {
      isReading = false
    }
    if (mode === 'running' && end !== null && sent === end && !isAsked) {
      isAsked = true
      thread?.post({ type: 'finish', id })
    }
  }

  /** The next piece from the file: a whole one, but for the last one, and what lies before one that is in memory. Null where there is none yet. */
  async function readBack(at: number): Promise<Uint8Array | null> {
    const next = queue.nextFrom(at)
    const left = (next ?? end ?? queue.reach) - at
    if (left <= 0 || (left < BUFFER_BYTES && end === null && next === null)) return null
    read ??= await openReader(context, place)
    return read(at, Math.min(left, BUFFER_BYTES))
  }

  /** What was hashed beyond the end cannot be taken back. */
  function startAnew(): void {
    thread?.drop(id)
    inFlight = 0
    hashed = sent = from
    state = null
    begin()
  }

  return {
    get hashedBytes() {
      return hashed
    },
    advance(offset) {
      queue.noteWritten(offset)
      advance()
    },
    finish(size) {
      end = size
      unfeed()
      queue.end()
      if (mode === 'running' && sent > size) startAnew()
      if (mode === 'waiting') start().catch(fail)
      else pump().catch(fail)
      return result
    },
    abort() {
      close(() => reject(new EngineError('cancelled', 'The digest was called off, since the download stopped.')))
    },
  }
}

async function openReader(
  { parts, places, pool }: DigestContext,
  { ref, which }: DigestPlace,
): Promise<(offset: number, length: number) => Promise<Uint8Array> | Uint8Array> {
  const open = which === 'part' ? parts.get(ref) : undefined
  if (open !== undefined) {
    return (offset, length) => {
      const buffer = pool.take()
      return buffer.subarray(0, open.readSync(offset, buffer.subarray(0, length)))
    }
  }
  const found = await places.find(ref, which)
  if (found === null) throw new DOMException('there is no such folder', 'NotFoundError')
  const file = await (await found.folder.getFileHandle(found.name)).getFile()
  return async (offset, length) => new Uint8Array(await file.slice(offset, offset + length).arrayBuffer())
}

function workerFailure(message: string): unknown {
  if (!/WebAssembly|wasm/i.test(message)) return new Error(message)
  return new EngineError(
    'storage-denied',
    "The page's Content-Security-Policy forbids WebAssembly, so models cannot be verified. Its developer has to add 'wasm-unsafe-eval' to script-src, also for the worker's script.",
  )
}
