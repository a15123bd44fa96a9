import { isRedirect } from './redirect.js'

const HEX_SHA256 = /^"?([0-9a-f]{64})"?$/i
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/**
 * The sha256 of the whole file as a server tells it, lower-case hex; null where it tells none. Good enough to find a broken
 * download where the model has no digest of its own.
 *
 * `Repr-Digest` (RFC 9530: the whole representation, also on a 206), Hugging Face's `X-Linked-Etag` where it is a sha256,
 * and S3's `x-amz-checksum-sha256` where it is of the whole object.
 *
 * @param status of the answer, or of a redirect on the way to it. A redirect speaks of the file by `X-Linked-Etag` alone, and an error
 * by nothing: the rest is of their own few words.
 * @param headers lower-case names.
 */
export function serverDigest(status: number, headers: Readonly<Record<string, string>>): string | null {
  const linked = HEX_SHA256.exec(headers['x-linked-etag']?.trim() ?? '')?.[1]?.toLowerCase() ?? null
  if (isRedirect(status)) return linked
  if (status !== 200 && status !== 206) return null
  return representationDigest(headers) ?? linked ?? storedChecksum(status, headers)
}

function representationDigest(headers: Readonly<Record<string, string>>): string | null {
  const told = /(?:^|[,\s])sha-256=:([A-Za-z0-9+/=]+):/.exec(headers['repr-digest'] ?? '')?.[1]
  return told === undefined ? null : hexOfBase64(told)
}

function storedChecksum(status: number, headers: Readonly<Record<string, string>>): string | null {
  const type = headers['x-amz-checksum-type']
  // A range may be a part of an upload, and its checksum that part's.
  const isWhole = type === 'FULL_OBJECT' || (type === undefined && status === 200)
  const checksum = headers['x-amz-checksum-sha256']
  return isWhole && checksum !== undefined ? hexOfBase64(checksum.trim()) : null
}

/** The hex of 32 bytes in base64; null where it is anything else (a composite checksum ends in `-<parts>`). */
function hexOfBase64(text: string): string | null {
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text)) return null
  let hex = ''
  for (let at = 0; at < 44; at += 4) {
    const [a, b, c, d] = [...text.slice(at, at + 4)].map((letter) => Math.max(0, BASE64.indexOf(letter))) as number[]
    const bits = ((a as number) << 18) | ((b as number) << 12) | ((c as number) << 6) | (d as number)
    hex += bits.toString(16).padStart(6, '0')
  }
  return hex.slice(0, 64)
}
