import { randomBytes } from 'node:crypto'
import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Lock, LockHold } from '../ports/lock.js'
import { createJournalReserve, type JournalReserve, withReserve } from './journal-reserve.js'
import { dropLockFile, isHeldBy, type LockRecord, type LockTimes, sweepLockFiles, takeLockFile } from './lock-file.js'
import type { Places } from './places.js'
import { identifyProcess } from './process-identity.js'
import { storageError } from './storage-error.js'

const TIMES: LockTimes = { heartbeatMs: 5_000, staleMs: 60_000 }

/**
 * `<directory>/.weightlift/lock`, a file that names its owner. An owner on this machine that was killed is noticed at once; one on
 * another machine (a shared directory), or in another container, when its file was not touched for a minute.
 */
export function createNodeLock(places: Places, times: LockTimes = TIMES): Lock {
  const path = join(places.state, 'lock')
  const reserve = createJournalReserve(places.state)
  return {
    async acquire() {
      await places.makeState()
      const record: LockRecord = { ...(await identifyProcess()), token: randomBytes(16).toString('hex') }
      try {
        if (!(await withReserve(reserve, () => takeLockFile(path, record, times)))) return null
        await sweepLockFiles(path, record, times)
      } catch (error) {
        throw storageError(error, "lock the models' directory", path)
      }
      return hold(path, record, times, reserve)
    },
  }
}

function hold(path: string, record: LockRecord, times: LockTimes, reserve: JournalReserve): LockHold {
  const callbacks = new Set<() => void>()
  let state: 'held' | 'lost' | 'released' = 'held'
  // Never what keeps a process alive.
  const timer = setInterval(() => void beat(), times.heartbeatMs).unref()

  async function beat(): Promise<void> {
    try {
      const now = new Date()
      if (await isHeldBy(path, record.token)) await utimes(path, now, now)
      else lose()
    } catch {
      // A disk that fails for a moment says nothing about the owner.
    }
  }

  function lose(): void {
    if (state !== 'held') return
    state = 'lost'
    clearInterval(timer)
    for (const callback of callbacks) callback()
    callbacks.clear()
  }

  return {
    onLost(callback) {
      if (state === 'lost') queueMicrotask(callback)
      else callbacks.add(callback)
    },
    async release() {
      clearInterval(timer)
      if (state !== 'held') return
      state = 'released'
      await withReserve(reserve, () => dropLockFile(path, record)).catch((error) => {
        throw storageError(error, "unlock the models' directory", path)
      })
    },
  }
}
