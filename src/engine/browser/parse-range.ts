/**
 * The bytes that a `Range` header asks for, the second one exclusive; null where it asks for none, or for what may be left unheeded: several ranges, another unit,
 * something malformed (RFC 9110, 14.2).
 */
export function parseRange(
  header: string | null,
  size: number,
): readonly [start: number, end: number] | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (match === null) return null
  const [first, last] = [match[1] as string, match[2] as string]
  if (first === '' && last === '') return null
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1)
  return start >= end ? 'unsatisfiable' : [start, end]
}
