/** One record of the log: what a key is from here on. */
export interface LogRecord {
  readonly sequence: number
  /** Every record up to this one was on the medium when this one was written. */
  readonly flushedSequence: number
  readonly key: string
  /** JSON text; null where the key was deleted. */
  readonly value: string | null
}

const MAGIC = 0x57_4c_4a_31
const HEADER_BYTES = 28
const DELETED = 0xff_ff_ff_ff
const MOST_KEY_BYTES = 4096

/** A header and the key tell themselves whether they are whole, so that it is known whose value is damaged. */
export function encodeRecord({ sequence, flushedSequence, key, value }: LogRecord): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const keyBytes = encoder.encode(key)
  const valueBytes = encoder.encode(value ?? '')
  const bytes = new Uint8Array(HEADER_BYTES + keyBytes.length + valueBytes.length)
  bytes.set(keyBytes, HEADER_BYTES)
  bytes.set(valueBytes, HEADER_BYTES + keyBytes.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC)
  view.setUint32(4, sequence)
  view.setUint32(8, flushedSequence)
  view.setUint32(12, keyBytes.length)
  view.setUint32(16, value === null ? DELETED : valueBytes.length)
  view.setUint32(20, checksum(valueBytes))
  view.setUint32(24, headerChecksum(bytes, keyBytes.length))
  return bytes
}

/** What was read at a place: a record, or one whose value is damaged, and where it ends. */
export interface FoundRecord {
  readonly record: LogRecord
  readonly isDamaged: boolean
  readonly end: number
}

/** The record at an offset; null where there is none, or its header is damaged. */
export function decodeRecord(bytes: Uint8Array<ArrayBuffer>, at: number): FoundRecord | null {
  if (at + HEADER_BYTES > bytes.length) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset + at)
  const keyLength = view.getUint32(12)
  if (view.getUint32(0) !== MAGIC || keyLength > MOST_KEY_BYTES || at + HEADER_BYTES + keyLength > bytes.length)
    return null
  if (view.getUint32(24) !== headerChecksum(bytes.subarray(at), keyLength)) return null
  const isDeleted = view.getUint32(16) === DELETED
  const valueAt = at + HEADER_BYTES + keyLength
  const end = valueAt + (isDeleted ? 0 : view.getUint32(16))
  const valueBytes = bytes.subarray(valueAt, end)
  const decoder = new TextDecoder()
  return {
    record: {
      sequence: view.getUint32(4),
      flushedSequence: view.getUint32(8),
      key: decoder.decode(bytes.subarray(at + HEADER_BYTES, valueAt)),
      value: isDeleted ? null : decoder.decode(valueBytes),
    },
    isDamaged: end > bytes.length || view.getUint32(20) !== checksum(valueBytes),
    end,
  }
}

/** The next offset from which a record may be read. */
export function findRecord(bytes: Uint8Array<ArrayBuffer>, from: number): FoundRecord | null {
  for (let at = bytes.indexOf(MAGIC >>> 24, from); at !== -1; at = bytes.indexOf(MAGIC >>> 24, at + 1)) {
    const found = decodeRecord(bytes, at)
    if (found !== null) return found
  }
  return null
}

function headerChecksum(bytes: Uint8Array, keyLength: number): number {
  return checksum(bytes.subarray(HEADER_BYTES, HEADER_BYTES + keyLength), checksum(bytes.subarray(0, 24)))
}

const TABLE: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xed_b8_83_20 : 0)
  return rest
})

/** CRC-32 (ISO 3309). */
function checksum(bytes: Uint8Array, before = 0): number {
  let rest = ~before
  for (const byte of bytes) rest = (rest >>> 8) ^ (TABLE[(rest ^ byte) & 0xff] as number)
  return ~rest >>> 0
}
