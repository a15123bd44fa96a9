import { InvalidArgumentError } from 'commander'

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  ki: 1024,
  mi: 1024 ** 2,
  gi: 1024 ** 3,
}

/** Reads `500k`, `2M`, `1.5 MB/s`, `16MiB`: a number of bytes, at least 1. */
export function parseBytes(text: string): number {
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*([kmg]i?)?(?:b?(?:\/s|ps)?)\s*$/i.exec(text) ?? []
  const bytes = Math.round(Number(number) * (UNITS[(unit ?? '').toLowerCase()] ?? Number.NaN))
  if (Number.isSafeInteger(bytes) && bytes >= 1) return bytes
  throw new InvalidArgumentError(
    'Write a number of bytes like 500k, 2M or 1.5G (k, M, G: thousands; Ki, Mi, Gi: 1024).',
  )
}

/** Reads a whole number of at least `least`. */
export function parseCount(text: string, least: number = 1): number {
  const count = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(count) && count >= least) return count
  throw new InvalidArgumentError(`Write a whole number of at least ${least}.`)
}

/** Reads `auto` or a whole number of at least 1. */
export function parseConnections(text: string): number | 'auto' {
  return text === 'auto' ? 'auto' : parseCount(text)
}

/** Reads one `Name: value` and adds it to those before. */
export function parseHeader(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(\S.*)$/.exec(text.trim()) ?? []
  if (name === undefined || value === undefined) throw new InvalidArgumentError('Write a header as "Name: value".')
  return { ...before, [name]: value }
}

/** Adds to a list. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text]
}
