import type { PartFile } from '../../ports/files.js'
import { BLOCK_BYTES } from './block-pool.js'
import { type FileJob, noteWritten } from './file-job.js'
import type { Run } from './run.js'
import type { Source } from './sources.js'

/** While one is being carried out, the next is on its way. More would only wait for each other at the file. */
const WRITES_AT_ONCE = 2

/** Gathers the chunks of one response and writes them in pieces of a block at their offset, never more than the budget allows. */
export interface PartWriter {
  /** Counts bytes of the next chunk as received before it is pushed: the limit lets them come a few at a time. */
  count(bytes: number): void
  /** Takes a chunk, and a copy of it where it is only lent; settles when there is room for the next. Rejects with the error of an earlier write. */
  push(chunk: Uint8Array, isLent: boolean): Promise<void> | undefined
  /** Writes what is left and waits until every byte is in the file, or drops it where a write failed. */
  end(): Promise<void>
}

/** What goes to the disk in one write. The last block may have room left. */
interface Batch {
  chunks: Uint8Array[]
  blocks: Uint8Array[]
  bytes: number
}

export function createPartWriter(run: Run, job: FileJob, part: PartFile, start: number, source?: Source): PartWriter {
  const { epoch } = job
  const { blockPool, writeBudget } = run.host
  let gathered: Batch = { chunks: [], blocks: [], bytes: 0 }
  let filled = BLOCK_BYTES
  let offset = start
  /** Bytes of the next chunk that were counted already. */
  let counted = 0
  /** From now on also what is less than a block is written. */
  let isEnding = false
  let active = 0
  let onIdle: () => void = () => undefined
  let onTaken: () => void = () => undefined
  let failure: { readonly error: unknown } | null = null

  function copy(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; ) {
      if (filled === BLOCK_BYTES) {
        const block = blockPool.take()
        gathered.blocks.push(block)
        gathered.chunks.push(block)
        filled = 0
      }
      const block = gathered.blocks.at(-1) as Uint8Array
      const piece = chunk.subarray(at, at + BLOCK_BYTES - filled)
      block.set(piece, filled)
      filled += piece.length
      at += piece.length
    }
  }

  function takeBatch(): Batch {
    const batch = gathered
    const last = batch.blocks.at(-1)
    if (last !== undefined && filled < BLOCK_BYTES) batch.chunks[batch.chunks.length - 1] = last.subarray(0, filled)
    gathered = { chunks: [], blocks: [], bytes: 0 }
    filled = BLOCK_BYTES
    onTaken()
    return batch
  }

  /** Begins the writes that there is something for, as many as may be at once. */
  function pump(): void {
    const most = isEnding ? WRITES_AT_ONCE + 1 : WRITES_AT_ONCE
    const least = isEnding ? 1 : BLOCK_BYTES
    while (active < most && gathered.bytes >= least && failure === null) {
      active += 1
      const at = offset
      offset += gathered.bytes
      void write(takeBatch(), at)
    }
  }

  async function write({ chunks, blocks, bytes }: Batch, at: number): Promise<void> {
    let isTaken = false
    let landing: Promise<void> | null = null
    try {
      const full = run.committer.room()
      if (full !== undefined) await full
      const busy = writeBudget.take(bytes)
      if (busy !== undefined) await busy
      isTaken = true
      if (job.epoch === epoch) {
        landing = part.write(at, chunks)
        job.writes.add(landing)
        await landing
        if (job.epoch === epoch) noteWritten(job, at, at + bytes, source)
      }
    } catch (error) {
      failure ??= { error }
      onTaken()
    }
    if (landing !== null) job.writes.delete(landing)
    if (isTaken) {
      if (job.epoch === epoch) job.pendingBytes -= bytes
      writeBudget.give(bytes)
      for (const block of blocks) blockPool.give(block)
      run.committer.note()
    }
    active -= 1
    pump()
    if (active === 0) onIdle()
  }

  function room(): Promise<void> {
    return new Promise((resolve, reject) => {
      onTaken = () => (failure === null ? resolve() : reject(failure.error))
    })
  }

  function count(bytes: number): void {
    counted += bytes
    job.pendingBytes += bytes
    run.fetchedBytes += bytes
  }

  return {
    count,
    push(chunk, isLent) {
      if (failure !== null) throw failure.error
      if (isLent) copy(chunk)
      else gathered.chunks.push(chunk)
      gathered.bytes += chunk.length
      count(chunk.length - counted)
      counted = 0
      pump()
      return gathered.bytes >= BLOCK_BYTES ? room() : undefined
    },
    async end() {
      isEnding = true
      pump()
      if (active > 0)
        await new Promise<void>((resolve) => {
          onIdle = resolve
        })
      if (failure !== null) throw failure.error
    },
  }
}
