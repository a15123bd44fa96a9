import { EngineError, type ErrorCode, isEngineError } from '../../core/errors.js'

const CODES: Readonly<Record<string, ErrorCode>> = {
  QuotaExceededError: 'quota-exceeded',
  SecurityError: 'storage-denied',
  NotAllowedError: 'storage-denied',
}

/**
 * The {@link EngineError} for a failed operation on the origin's private file system or database: `quota-exceeded`, `storage-denied` or
 * `storage-io`.
 *
 * @param doing - What was tried, as it fits after "Could not": `write the model file`.
 */
export function storageError(error: unknown, doing: string): EngineError {
  if (isEngineError(error)) return error
  const name = nameOf(error)
  const code = CODES[name] ?? 'storage-io'
  if (code === 'quota-exceeded') {
    return new EngineError(
      code,
      `The browser gives this site no more storage: could not ${doing}. What was saved is kept. Remove models, or free space on the disk, then retry.`,
      { cause: error },
    )
  }
  const remedy =
    code === 'storage-denied'
      ? 'Allow this site to store data (a private window or a blocked-cookies setting may forbid it), then reload.'
      : name === 'NotFoundError'
        ? 'It is gone: the data of this site may have been cleared. Retry to download the model again.'
        : 'Reload the page and retry; if it stays so, clear the data of this site.'
  return new EngineError(code, `Could not ${doing}${name === '' ? '' : ` (${name})`}. ${remedy}`, { cause: error })
}

/** The name of a DOMException or error, or `''`. */
export function nameOf(error: unknown): string {
  const name = typeof error === 'object' && error !== null ? (error as { name?: unknown }).name : undefined
  return typeof name === 'string' ? name : ''
}

/** Why nothing can be stored here at all; null where it can. */
export function missingStorage(): EngineError | null {
  const { storage, locks } = navigator as Partial<WorkerNavigator>
  if (typeof storage?.getDirectory === 'function' && locks !== undefined) return null
  const why = self.isSecureContext
    ? 'This browser has no private file system for sites (OPFS), or forbids it here. Use a current browser and no private window.'
    : 'Browsers offer storage for models only on https: (or localhost). Serve the page over https.'
  return new EngineError('storage-denied', `Models cannot be kept in this page. ${why}`)
}
