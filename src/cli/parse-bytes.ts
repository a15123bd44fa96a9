import { InvalidArgumentError } from 'commander'

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  ki: 1024,
  mi: 1024 ** 2,
  gi: 1024 ** 3,
  ti: 1024 ** 4,
}

/** Reads `500k`, `2M`, `1.5 MB/s`, `16MiB`: a number of bytes, at least 1. */
export function parseBytes(text: string): number {
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]i?)?(?:b?(?:\/s|ps)?)\s*$/i.exec(text) ?? []
  const bytes = Math.round(Number(number) * (UNITS[(unit ?? '').toLowerCase()] ?? Number.NaN))
  if (Number.isSafeInteger(bytes) && bytes >= 1) return bytes
  throw new InvalidArgumentError(
    'Write a number of bytes like 500k, 2M or 1.5G (k, M, G, T: thousands; Ki, Mi, Gi, Ti: 1024).',
  )
}

/** Reads a whole number of at least `least`. */
export function parseCount(text: string, least: number = 1): number {
  const count = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(count) && count >= least) return count
  throw new InvalidArgumentError(`Write a whole number of at least ${least}.`)
}

/** Reads the number of a port; 0 is any free one. */
export function parsePort(text: string): number {
  const port = parseCount(text, 0)
  if (port < 65_536) return port
  throw new InvalidArgumentError('Write the number of a port, 0 to 65535.')
}

/** Reads a time of whole seconds that a timer can hold: more are as good as for ever. */
export function parseSeconds(text: string): number {
  return Math.min(parseCount(text), Math.floor((2 ** 31 - 1) / 1000))
}

/** Reads a digest as tools write it: `sha256:AB…`, `sha256-ab…` or the 64 digits alone. */
export function parseSha256(text: string): string {
  const [, digits] = /^(?:sha-?256[:=-])?([0-9a-f]{64})$/i.exec(text.trim()) ?? []
  if (digits !== undefined) return digits.toLowerCase()
  throw new InvalidArgumentError('Write the 64 hexadecimal digits of a sha256.')
}

/** Reads the origin of a page. */
export function parseOrigins(text: string, before: readonly string[] = []): readonly string[] {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null'
  if (origin !== 'null') return [...before, origin]
  throw new InvalidArgumentError('Write it like http://localhost:5173.')
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
