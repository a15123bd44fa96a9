import type { PartFile } from '../../ports/files.js'
import { BLOCK_BYTES } from './block-pool.js'
import { type FileJob, noteWritten } from './file-job.js'
import type { Run } from './run.js'
import type { Source } from './sources.js'

/** While one is being carried out, the next is on its way. More would only wait for each other at the file. */
const WRITES_AT_ONCE = 2

/** Gathers the chunks of one response and writes them in pieces of a block at their offset, never more than the budget allows. */
export interface PartWriter {
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
  const writers = new Set<Promise<void>>()
  let active = 0
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

  async function write({ chunks, blocks, bytes }: Batch): Promise<void> {
    const at = offset
    offset += bytes
    await run.committer.room()
    await writeBudget.take(bytes)
    try {
      if (job.epoch !== epoch) return
      const landing = part.write(at, chunks)
      job.writes.add(landing)
      try {
        await landing
        if (job.epoch === epoch) noteWritten(job, at, at + bytes, source)
      } finally {
        job.writes.delete(landing)
        if (job.epoch === epoch) job.pendingBytes -= bytes
      }
    } finally {
      writeBudget.give(bytes)
      for (const block of blocks) blockPool.give(block)
      run.committer.note()
    }
  }

  async function writeWhile(least: number): Promise<void> {
    active += 1
    try {
      while (gathered.bytes >= least && failure === null) await write(takeBatch())
    } catch (error) {
      failure ??= { error }
      onTaken()
    } finally {
      active -= 1
    }
  }

  function addWriter(): void {
    if (active >= WRITES_AT_ONCE) return
    const writer = writeWhile(BLOCK_BYTES).finally(() => writers.delete(writer))
    writers.add(writer)
  }

  async function room(): Promise<void> {
    await new Promise<void>((resolve) => {
      onTaken = resolve
    })
    if (failure !== null) throw failure.error
  }

  return {
    push(chunk, isLent) {
      if (failure !== null) throw failure.error
      if (isLent) copy(chunk)
      else gathered.chunks.push(chunk)
      gathered.bytes += chunk.length
      job.pendingBytes += chunk.length
      run.fetchedBytes += chunk.length
      if (gathered.bytes >= BLOCK_BYTES) addWriter()
      return gathered.bytes >= BLOCK_BYTES ? room() : undefined
    },
    async end() {
      await writeWhile(1)
      await Promise.all(writers)
      if (failure !== null) throw failure.error
    },
  }
}
