import { EngineError } from '../../core/errors.js'
import type { DigestRun } from '../../ports/digest.js'
import type { FileRef, FileState } from '../../ports/files.js'
import type { DigestContext } from './browser-digest.js'
import { BUFFER_BYTES } from './buffer-pool.js'
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

/** One digest. Bytes are read back through the writer's handle, a piece at a time, and go to a worker that hashes them. */
export function startDigestRun(context: DigestContext, place: DigestPlace, onEnd: () => void): DigestRun {
  const { pool, states } = context
  const { from } = place
  const isResumable = place.which === 'part' && from === 0
  let [written, hashed, sent, inFlight] = [from, from, from, 0]
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
    ? states.watch(keyOf(place.ref), () => (state === null ? null : { offset: hashed, state }))
    : () => undefined

  function close(settle: () => void): void {
    if (mode === 'ended') return
    mode = 'ended'
    unwatch()
    thread?.drop(id)
    settle()
    onEnd()
  }

  const fail = (error: unknown): void => close(() => reject(storageError(error, 'read back the model file')))

  async function start(): Promise<void> {
    mode = 'starting'
    const kept = isResumable ? await states.read(keyOf(place.ref), written) : null
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
      for (let length = wanted(); length > 0 && inFlight < MOST_IN_FLIGHT; length = wanted()) {
        read ??= await openReader(context, place)
        const [at, run] = [sent, id]
        const bytes = await read(at, length)
        if (mode !== 'running' || run !== id) continue
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

  /** How much to send next: whole pieces, but for the last one. */
  function wanted(): number {
    if (mode !== 'running') return 0
    const left = (end ?? written) - sent
    return left >= BUFFER_BYTES ? BUFFER_BYTES : end === null ? 0 : left
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
      written = Math.max(written, offset)
      if (mode === 'waiting' && written - from >= BUFFER_BYTES) start().catch(fail)
      else pump().catch(fail)
    },
    finish(size) {
      end = size
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
