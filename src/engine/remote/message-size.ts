/** Levels of nesting that a message may have; the deepest that fits a schema has six. */
const MAX_DEPTH = 16

/**
 * Whether a message stays within so many bytes, roughly as its JSON would count, and nests no deeper than any message does. It stops
 * counting as soon as it does not, so that a huge one costs no more than the largest that is allowed.
 */
export function isWithin(message: unknown, maxBytes: number): boolean {
  let left = maxBytes

  function fits(value: unknown, depth: number): boolean {
    left -= typeof value === 'string' ? value.length + 2 : 4
    if (left < 0) return false
    if (typeof value !== 'object' || value === null) return true
    if (depth >= MAX_DEPTH) return false
    if (Array.isArray(value)) return value.length * 2 <= left && value.every((item) => fits(item, depth + 1))
    // Bytes, maps and the like pass through a message port, but no message has any.
    if (ArrayBuffer.isView(value) || Symbol.iterator in value) return false
    for (const key in value) {
      left -= key.length + 4
      if (!fits((value as Record<string, unknown>)[key], depth + 1)) return false
    }
    return true
  }

  return fits(message, 0)
}
