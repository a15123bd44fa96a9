import { randomBytes } from 'node:crypto'
import { link, readdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { retryBusy } from './durable.js'
import { livenessOf, type ProcessIdentity } from './process-identity.js'
import { systemCode } from './storage-error.js'

/** What a lock file says of its owner. */
export interface LockRecord extends ProcessIdentity {
  /** Random, another for each hold. */
  readonly token: string
}

export interface LockTimes {
  /** An owner gives a sign of life this often, milliseconds. */
  readonly heartbeatMs: number
  /** Where nothing better tells, an owner that gave none for this long is taken for dead, milliseconds. */
  readonly staleMs: number
}

interface Found {
  /** Null where the file is no lock file, or one that is being written. */
  readonly record: LockRecord | null
  readonly seenMs: number
}

const DAMAGED = 'damaged'
const NO_HARD_LINKS: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

/**
 * Makes a lock file, in the place of a dead owner's where there is one. Two that do so at once cannot both succeed:
 *
 * - a file comes into being whole or not at all (a hard link to a finished one, which fails where the name is taken);
 * - who wants to replace the file of token T must first hold the lock file "path.T", got by these same rules, and then find T still in
 *   place. So T is replaced at most once, and one that dies between two of the steps is replaced in the same way.
 *
 * @returns whether this record has the lock now
 */
export async function takeLockFile(path: string, record: LockRecord, times: LockTimes): Promise<boolean> {
  for (;;) {
    const found = await read(path)
    if (found === null) {
      if (await createExclusively(path, record)) return true
      continue
    }
    if (await isAlive(path, found, times)) return false
    const guard = `${path}.${tokenOf(found)}`
    if (!(await takeLockFile(guard, record, times))) return false
    try {
      const now = await read(path)
      if (now !== null && tokenOf(now) === tokenOf(found)) {
        await replace(path, record)
        return true
      }
    } finally {
      await unlinkQuietly(guard)
    }
  }
}

/** Deletes the lock file if it is still this record's, and nobody is about to replace it. */
export async function dropLockFile(path: string, record: LockRecord): Promise<void> {
  const guard = `${path}.${record.token}`
  if (!(await createExclusively(guard, record))) return
  try {
    if (await isHeldBy(path, record.token)) await retryBusy(() => unlink(path))
  } finally {
    await unlinkQuietly(guard)
  }
}

/** Whether the lock file is there and names this token. */
export async function isHeldBy(path: string, token: string): Promise<boolean> {
  return (await read(path))?.record?.token === token
}

/** Removes what takers that were killed half-way left behind. Call while holding the lock. */
export async function sweepLockFiles(path: string, record: LockRecord, times: LockTimes): Promise<void> {
  const prefix = `${basename(path)}.`
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(prefix) || name.includes(record.token)) continue
    const file = join(dirname(path), name)
    const old = await stat(file)
      .then((found) => Date.now() - found.mtimeMs > times.staleMs)
      .catch(() => false)
    if (old) await unlinkQuietly(file)
  }
}

async function isAlive(path: string, found: Found, times: LockTimes): Promise<boolean> {
  // A file without content is being written, or was when its writer died.
  if (found.record === null) return Math.abs(Date.now() - found.seenMs) < 2 * times.heartbeatMs
  const liveness = await livenessOf(found.record, found.seenMs)
  if (liveness !== 'unknown') return liveness === 'alive'
  if (Math.abs(Date.now() - found.seenMs) <= times.staleMs) return true
  // Clocks differ between machines, and a machine may just have woken up: only a heart that does not beat now is dead.
  await delay(times.heartbeatMs * 1.25)
  const now = await read(path)
  return now !== null && (now.seenMs !== found.seenMs || tokenOf(now) !== tokenOf(found))
}

async function createExclusively(path: string, record: LockRecord): Promise<boolean> {
  const temporary = await writeTemporary(path, record)
  try {
    await link(temporary, path)
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    if (!NO_HARD_LINKS.has(systemCode(error))) throw error
  } finally {
    await unlinkQuietly(temporary)
  }
  return createWithoutLinks(path, record)
}

/** For file systems like exFAT. There a second taker can see the file before its content is in it. */
export async function createWithoutLinks(path: string, record: LockRecord): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(record), { flag: 'wx' })
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  }
  return isHeldBy(path, record.token)
}

async function replace(path: string, record: LockRecord): Promise<void> {
  const temporary = await writeTemporary(path, record)
  try {
    await retryBusy(() => rename(temporary, path))
  } catch (error) {
    await unlinkQuietly(temporary)
    throw error
  }
}

async function writeTemporary(path: string, record: LockRecord): Promise<string> {
  const temporary = `${path}.tmp-${randomBytes(6).toString('hex')}`
  try {
    await writeFile(temporary, JSON.stringify(record), { flag: 'wx' })
  } catch (error) {
    await unlinkQuietly(temporary)
    throw error
  }
  return temporary
}

async function read(path: string): Promise<Found | null> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)])
    return { record: parse(text), seenMs: mtimeMs }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}

function parse(text: string): LockRecord | null {
  try {
    const { pid, token, hostname, startedAt = null, scope = null } = JSON.parse(text) as Partial<LockRecord>
    if (typeof pid !== 'number' || typeof hostname !== 'string') return null
    return typeof token === 'string' && /^[0-9a-f]{8,64}$/.test(token)
      ? { pid, token, hostname, startedAt, scope }
      : null
  } catch {
    return null
  }
}

function tokenOf(found: Found): string {
  return found.record?.token ?? DAMAGED
}

async function unlinkQuietly(path: string): Promise<void> {
  await retryBusy(() => unlink(path)).catch(() => {})
}
