import { type ErrorData, errorDataOf, isEngineError } from '../core/errors.js'
import type { Input } from '../core/input.js'
import type { LockHold } from '../ports/lock.js'
import type { HostContext } from './context.js'
import { loadJournal } from './load-journal.js'

/** How often a directory that another process owns is asked for again. */
const TAKE_OVER_MS = 1_000

/** Takes the directory and reads its journal; follows a living owner's journal until the directory is free. */
export interface Opening {
  /** Settles once the snapshot tells the truth. The error is that of a directory that cannot be used; asked again at each call. */
  ready(): Promise<ErrorData | null>
  close(): Promise<void>
}

export function createOpening(host: HostContext, send: (input: Input) => void): Opening {
  const { clock, lock, files } = host.platform
  let hold: LockHold | null = null
  let isClosed = false
  let attempt: Promise<ErrorData | null> | null = null
  let cancelRetry: (() => void) | null = null

  async function load(): Promise<void> {
    const { records, order, spent } = await loadJournal(host.store, files)
    if (hold !== null) await Promise.all(spent.map((model) => host.store.forget(model)))
    if (!isClosed) send({ type: 'loaded', records, order, autoResume: host.options.autoResume ?? true })
  }

  async function acquire(): Promise<void> {
    const taken = await lock.acquire()
    if (isClosed) return taken?.release()
    hold = taken
    if (taken === null) {
      cancelRetry = clock.setTimer(TAKE_OVER_MS, () => void takeOver())
      return
    }
    taken.onLost(() => {
      hold = null
      send({ type: 'owner', owner: false })
      cancelRetry = clock.setTimer(TAKE_OVER_MS, () => void takeOver())
    })
  }

  async function takeOver(): Promise<void> {
    try {
      await acquire()
      if (isClosed) return
      await load()
      if (hold !== null) send({ type: 'owner', owner: true })
    } catch {
      // The directory cannot be read just now; the owner may be writing, or the disk is gone for a while.
      if (!isClosed) cancelRetry = clock.setTimer(TAKE_OVER_MS, () => void takeOver())
    }
  }

  async function open(): Promise<ErrorData | null> {
    try {
      await acquire()
      await load()
      if (hold !== null && !isClosed) send({ type: 'owner', owner: true })
      return null
    } catch (thrown) {
      attempt = null
      if (!isClosed) send({ type: 'loaded', records: [], order: [], autoResume: true })
      const what = "The models' directory cannot be used. Check that it exists and can be written to."
      return errorDataOf(isEngineError(thrown) ? thrown : null, 'storage-io', what)
    }
  }

  return {
    ready() {
      attempt ??= open()
      return attempt
    },
    async close() {
      isClosed = true
      cancelRetry?.()
      await attempt?.catch(() => undefined)
      // A lock that cannot be taken away falls with its process: others find its owner dead.
      await hold?.release().catch(() => undefined)
    },
  }
}
