/** What tells one version of a file at its source from another. */
export interface Validator {
  /** As sent, with quotes; null where there is none or it is weak. */
  readonly etag: string | null
  /** As sent; null where there is none, or a weak ETag says that the date proves nothing. */
  readonly lastModified: string | null
}

export const NO_VALIDATOR: Validator = { etag: null, lastModified: null }

/** Reads the validators of a response (RFC 9110 §8.8). A weak ETag is no validator for ranges. */
export function validatorOf(headers: Readonly<Record<string, string>>): Validator {
  const etag = headers.etag?.trim() ?? null
  if (etag !== null && /^"[^"]*"$/.test(etag)) return { etag, lastModified: null }
  return { etag: null, lastModified: etag === null ? (headers['last-modified'] ?? null) : null }
}

/** The value of `If-Range`: a strong ETag, or the date where there is no ETag; null where nothing may be sent. */
export function ifRange(validator: Validator): string | null {
  return validator.etag ?? validator.lastModified
}

/** Whether two responses are known to be of different versions. What one of them does not say is no evidence. */
export function isOtherVersion(known: Validator, seen: Validator): boolean {
  if (known.etag !== null && seen.etag !== null) return known.etag !== seen.etag
  return known.lastModified !== null && seen.lastModified !== null && known.lastModified !== seen.lastModified
}
