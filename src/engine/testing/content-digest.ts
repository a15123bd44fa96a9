import type { SparseBytes } from './sparse-bytes.js'

/** A running hash: what `createHash('sha256')` of Node gives. */
export interface Hash {
  update(bytes: Uint8Array): unknown
  /** Lower-case hex of all updates. */
  digest(encoding: 'hex'): string
}

const CHUNK = 1_048_576

/**
 * The digest of the bytes from `from` to `end` of a content. With `createHash`, the real one, over every byte. Without, a stand-in of the same form
 * that is taken from the notes of which stretches the content has: equal contents have equal ones, and 20 GB take no time.
 */
export function contentDigest(
  content: SparseBytes,
  end: number,
  createHash: (() => Hash) | null,
  from: number = 0,
): string {
  if (createHash === null) return standIn(content, end, from)
  const hash = createHash()
  for (let at = from; at < Math.min(end, content.size); at += CHUNK) {
    hash.update(content.read(at, Math.min(CHUNK, end - at)))
  }
  return hash.digest('hex')
}

function standIn(content: SparseBytes, end: number, from: number): string {
  let notes = `${end - from}`
  for (const { offset, length, start, bytes } of content.extents) {
    const first = Math.max(offset, from)
    const used = Math.min(offset + length, end) - first
    if (used <= 0) continue
    const skipped = first - offset
    notes +=
      start === null ? bytes?.subarray(skipped, skipped + used).join() : `;${first - from}+${used}@${start + skipped}`
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
