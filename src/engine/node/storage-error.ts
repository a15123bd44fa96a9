import { EngineError, type ErrorCode, isEngineError } from '../core/errors.js'

const CODES: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'storage-denied',
  EPERM: 'storage-denied',
  EROFS: 'storage-denied',
  ENOTDIR: 'storage-denied',
  ELOOP: 'storage-denied',
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not do that there',
  EPERM: 'this user may not do that there',
  EROFS: 'the disk is mounted read-only',
  ENOTDIR: 'a file is where a folder has to be',
  ELOOP: 'a symbolic link is in the way, and links are not followed',
  ENOENT: 'there is no such place',
  EISDIR: 'a folder is where a file has to be',
  EIO: 'the disk reported a failure',
  EMFILE: 'this process has too many files open',
  ENFILE: 'the system has too many files open',
  EFBIG: 'the file system holds no file of that size (FAT32 ends at 4 GiB)',
  EBUSY: 'another program holds it',
  ENAMETOOLONG: 'the name is too long for the file system',
}

/** The `code` of a system error, or `''`. */
export function systemCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined
  return typeof code === 'string' ? code : ''
}

/**
 * The {@link EngineError} for a failed file operation: `disk-full`, `storage-denied` or `storage-io`.
 *
 * @param doing - What was tried, as it fits after "Could not": `write the model file`.
 * @param path - Where.
 * @param fallback - The code where the system's says nothing better. Default `storage-io`.
 */
export function storageError(
  error: unknown,
  doing: string,
  path: string,
  fallback: ErrorCode = 'storage-io',
): EngineError {
  if (isEngineError(error)) return error
  const system = systemCode(error)
  const code = CODES[system] ?? fallback
  if (code === 'disk-full') {
    const what = system === 'EDQUOT' ? "This user's disk quota is used up" : 'The disk is full'
    return new EngineError(
      code,
      `${what}: could not ${doing} at ${path}. What was saved is kept. Free some space there, then retry.`,
      { cause: error },
    )
  }
  const reason = REASONS[system]
  const why = reason === undefined ? (system === '' ? '' : ` (${system})`) : `: ${reason} (${system})`
  const remedy =
    code === 'storage-denied'
      ? 'Give this user write access to the folder, or choose another directory.'
      : 'Check the disk and the folder, then retry.'
  return new EngineError(code, `Could not ${doing} at ${path}${why}. ${remedy}`, { cause: error })
}
