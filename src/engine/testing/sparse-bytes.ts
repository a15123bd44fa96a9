import { cutNoise, recogniseNoise } from './noise.js'

/** A stretch of content: cut from the noise (a note of where) or real bytes. Never changed once made, so that copies share it. */
export interface Extent {
  readonly offset: number
  readonly length: number
  /** Where the content begins on the noise strip; null for real bytes. */
  readonly start: number | null
  readonly bytes: Uint8Array | null
}

/**
 * The content of one simulated file, in memory that grows with the number of its stretches, not with its size.
 * Bytes cut from the noise are noted, others are copied. What was never written reads as zeros.
 */
export class SparseBytes {
  #extents: readonly Extent[] = []
  #size = 0

  /** A content of `size` bytes of noise, by seed, all in one note. */
  static ofNoise(start: number, size: number): SparseBytes {
    const content = new SparseBytes()
    content.#extents = size === 0 ? [] : [{ offset: 0, length: size, start, bytes: null }]
    content.#size = size
    return content
  }

  static ofBytes(bytes: Uint8Array): SparseBytes {
    const content = new SparseBytes()
    content.write(0, bytes)
    return content
  }

  get size(): number {
    return this.#size
  }

  /** In order, without overlaps; gaps are zeros. */
  get extents(): readonly Extent[] {
    return this.#extents
  }

  /** Bytes written, gaps left out: what a sparse file takes on a disk. */
  get storedBytes(): number {
    return this.#extents.reduce((sum, extent) => sum + extent.length, 0)
  }

  write(offset: number, chunk: Uint8Array): void {
    if (chunk.length === 0) return
    const start = recogniseNoise(chunk, offset)
    const extent = { offset, length: chunk.length, start, bytes: start === null ? chunk.slice() : null }
    const end = offset + chunk.length
    const before = this.#extents.flatMap((other) => part(other, 0, offset))
    const after = this.#extents.flatMap((other) => part(other, end, Number.POSITIVE_INFINITY))
    this.#extents = joined([...before, extent, ...after])
    this.#size = Math.max(this.#size, end)
  }

  /** Fewer bytes than `length` only at the end. At most what fits into memory. */
  read(offset: number, length: number): Uint8Array {
    const end = Math.min(offset + length, this.#size)
    const result = new Uint8Array(Math.max(0, end - offset))
    for (const extent of this.#extents.flatMap((other) => part(other, offset, end))) {
      for (let at = 0; at < extent.length; ) {
        const piece = extent.bytes ?? cutNoise(extent.start ?? 0, extent.offset + at, extent.length - at)
        result.set(piece, extent.offset - offset + at)
        at += piece.length
      }
    }
    return result
  }

  /** A view or copy of up to `length` bytes at `offset`, at least one where there is one: what a server sends next. */
  chunk(offset: number, length: number): Uint8Array {
    const extent = this.#extents.find((other) => other.offset <= offset && offset < other.offset + other.length)
    if (extent === undefined || extent.start === null) return this.read(offset, Math.min(length, 65_536))
    return cutNoise(extent.start, offset, Math.min(length, extent.offset + extent.length - offset))
  }

  truncate(size: number): void {
    this.#extents = this.#extents.flatMap((extent) => part(extent, 0, size))
    this.#size = size
  }

  /** As it is now: later writes to either leave the other alone. */
  copy(): SparseBytes {
    const copy = new SparseBytes()
    copy.#extents = this.#extents
    copy.#size = this.#size
    return copy
  }
}

/** What of an extent lies in [from, to). */
function part(extent: Extent, from: number, to: number): Extent[] {
  const offset = Math.max(extent.offset, from)
  const end = Math.min(extent.offset + extent.length, to)
  if (offset >= end) return []
  if (offset === extent.offset && end === extent.offset + extent.length) return [extent]
  const bytes = extent.bytes?.subarray(offset - extent.offset, end - extent.offset) ?? null
  return [{ offset, length: end - offset, start: extent.start, bytes }]
}

/** The same content with noise that goes on where the stretch before it ends made one with it. */
function joined(extents: readonly Extent[]): readonly Extent[] {
  const result: Extent[] = []
  for (const next of extents) {
    const last = result.at(-1)
    const goesOn =
      last !== undefined &&
      last.start !== null &&
      last.start === next.start &&
      last.offset + last.length === next.offset
    if (goesOn) result[result.length - 1] = { ...last, length: last.length + next.length }
    else result.push(next)
  }
  return result
}
