import { type Content, sha256Of } from './content.js'
import { createRandom } from './random.js'

export interface GeneratedFile {
  /** Bytes; any size, nothing is held in memory. */
  readonly generate: number
  /** Default 1. Another seed gives other bytes and another ETag. */
  readonly seed?: number
}

const PATTERN_WORDS = 1 << 18
const PATTERN_BYTES = PATTERN_WORDS * 4

/** One digest for each size and seed: a GiB takes a second or two. */
const digests = new Map<string, Promise<string>>()
const patterns = new Map<number, Uint32Array>()

/** Pseudo-random bytes, a pure function of seed and offset: a random MiB, masked with another word in each MiB of the file. */
export function generatedContent({ generate: size, seed = 1 }: GeneratedFile): Content {
  const name = `${size.toString(16)}-${seed.toString(16)}`
  const read: Content['read'] = async (offset, length) => generate(seed, offset, length)
  return {
    size,
    etag: `"generated-${name}"`,
    lastModified: new Date(Date.UTC(2026, 0, 1, 0, 0, seed % 86_400)),
    read,
    sha256() {
      const digest = digests.get(name) ?? sha256Of({ size, read })
      digests.set(name, digest)
      return digest
    },
    close: async () => {},
  }
}

function generate(seed: number, offset: number, length: number): Buffer {
  const pattern = patternOf(seed)
  const firstWord = Math.floor(offset / 4)
  const words = new Uint32Array(Math.ceil((offset + length) / 4) - firstWord)
  let at = 0
  while (at < words.length) {
    const word = firstWord + at
    const within = word % PATTERN_WORDS
    const mask = maskOf(seed, Math.floor((word * 4) / PATTERN_BYTES))
    const end = Math.min(words.length, at + PATTERN_WORDS - within)
    for (let from = within; at < end; at++, from++) words[at] = (pattern[from] as number) ^ mask
  }
  return Buffer.from(words.buffer, offset - firstWord * 4, length)
}

function patternOf(seed: number): Uint32Array {
  const known = patterns.get(seed)
  if (known) return known
  const random = createRandom(seed)
  const pattern = Uint32Array.from({ length: PATTERN_WORDS }, () => random() * 2 ** 32)
  patterns.set(seed, pattern)
  return pattern
}

function maskOf(seed: number, block: number): number {
  return Math.imul(block + 1, 0x9e3779b1) ^ Math.imul(seed + block, 0x85ebca6b)
}
