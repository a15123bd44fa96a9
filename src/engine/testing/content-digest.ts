import type { SparseBytes } from './sparse-bytes.js'

/** A running hash: what `createHash('sha256')` of Node gives. */
export interface Hash {
  update(bytes: Uint8Array): unknown
  /** Lower-case hex of all updates. */
  digest(encoding: 'hex'): string
}

const CHUNK = 1_048_576

/**
 * The digest of the first `size` bytes of a content. With `createHash`, the real one, over every byte. Without, a stand-in of the same form
 * that is taken from the notes of which stretches the content has: equal contents have equal ones, and 20 GB take no time.
 */
export function contentDigest(content: SparseBytes, size: number, createHash: (() => Hash) | null): string {
  if (createHash === null) return standIn(content, size)
  const hash = createHash()
  for (let at = 0; at < Math.min(size, content.size); at += CHUNK) {
    hash.update(content.read(at, Math.min(CHUNK, size - at)))
  }
  return hash.digest('hex')
}

function standIn(content: SparseBytes, size: number): string {
  let notes = `${size}`
  for (const { offset, length, start, bytes } of content.extents) {
    const used = Math.min(length, size - offset)
    if (used <= 0) break
    notes += start === null ? bytes?.subarray(0, used).join() : `;${offset}+${used}@${start}`
  }
  const words = Array.from({ length: 8 }, (_, salt) => fnv1a(`${salt}${notes}`).toString(16).padStart(8, '0'))
  return words.join('')
}

/** http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
