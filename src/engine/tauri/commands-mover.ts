import { isEngineError } from '../core/errors.js'
import type { Model } from '../core/model.js'
import type { Mover, MoverControl, MoverJob } from '../mover/mover.js'
import { commandsOf, createBackendCommands } from './backend-commands.js'
import { failure } from './backend-error.js'
import { type BackendEvent, hearBackend } from './backend-event.js'
import type { ConnectTauriCommandsOptions } from './connect-tauri-commands.js'
import { sizeOf, spreadBytes } from './spread-bytes.js'
import { systemClock } from './system-clock.js'

/** The backend's commands and events as a mover of one model at a time. */
export function createCommandsMover(options: ConnectTauriCommandsOptions): Mover {
  const { names, ask } = createBackendCommands(options)
  const { pollMs = 1_000, verifies = false, clock = systemClock } = options
  const stops: (() => void)[] = []
  let control: MoverControl | null = null
  /** What the backend is about: its events name no model. */
  let current: Model | null = null
  /** Whether the backend goes on by itself, so that it is not to be started a second time. */
  let isBusy = false
  let hear: ((event: BackendEvent) => void) | null = null
  let isPaused = false
  let isClosed = false
  let stopPolling: (() => void) | null = null

  function onEvent(event: BackendEvent): void {
    if (event.type === 'error') isBusy = false
    if (event.type === 'retry') isBusy = true
    if (hear !== null) return hear(event)
    // It moves again, and nobody here asked it to.
    if (event.type !== 'progress' || !isBusy || current === null) return
    control?.network(true)
    control?.resumed(current.id)
  }

  async function poll(): Promise<void> {
    const now = await ask(names.paused).catch(() => isPaused)
    if (typeof now !== 'boolean' || now === isPaused || current === null) return
    isPaused = now
    if (now) control?.paused(current.id)
    else control?.resumed(current.id)
  }

  function watch(): void {
    stopPolling ??= clock.setTimer(pollMs, () => {
      stopPolling = null
      void poll().finally(() => {
        if (!isClosed) watch()
      })
    })
  }

  async function begin(model: Model, wasPaused: boolean): Promise<void> {
    if (isBusy && current?.id === model.id && !wasPaused) return
    const isOnline = (await ask(names.network)) !== false
    control?.network(isOnline)
    const isResume = wasPaused && names.resume !== null && current?.id === model.id
    current = model
    isBusy = true
    await ask(isResume ? (names.resume as string) : isOnline ? names.start : names.queue, model)
    // It begins by itself; its first event tells.
    if (!isOnline) throw failure('there is no network', true)
  }

  function move(job: MoverJob): Promise<{ unverified: boolean }> {
    const { model, signal } = job
    return new Promise((resolve, reject) => {
      let isSettled = false
      const wasPaused = isPaused
      isPaused = false

      function settle(act: () => void): void {
        if (isSettled) return
        isSettled = true
        hear = null
        signal.removeEventListener('abort', onAbort)
        act()
      }

      async function onAbort(): Promise<void> {
        const isClosing = isEngineError(signal.reason, 'closed')
        // A backend that was paused by somebody else is, and one that is only looked at no more goes on.
        if (!isClosing && !isPaused && names.pause !== null) {
          isPaused = true
          await ask(names.pause, model).catch(() => undefined)
        }
        settle(() => reject(signal.reason))
      }

      async function checkDone(): Promise<void> {
        if ((await ask(names.check, model).catch(() => false)) !== true) return
        isBusy = false
        settle(() => resolve({ unverified: !verifies }))
      }

      hear = (event) => {
        if (event.type === 'error') return settle(() => reject(failure(event.message)))
        if (event.type === 'retry') return settle(() => reject(failure(event.message, true)))
        const { downloaded, total } = event
        control?.network(true)
        const isWhole = total !== null && downloaded >= total
        job.report({ phase: isWhole ? 'verify' : 'fetch', files: spreadBytes(model, downloaded, total) })
        if (isWhole) void checkDone()
      }
      signal.addEventListener('abort', onAbort, { once: true })
      watch()
      ask(names.check, model)
        .then(async (isHere) => {
          if (isHere === true) return checkDone()
          await begin(model, wasPaused).catch((error: unknown) => {
            if (!isEngineError(error) || !error.retryable) isBusy = false
            throw error
          })
          // One that settles only at the end is done now; of one that settled at once the events tell.
          await checkDone()
        })
        .catch((error: unknown) => settle(() => reject(error)))
    })
  }

  return {
    concurrency: 1,
    capabilities: { commands: commandsOf(names), queries: ['availability', 'plan'], settings: [] },
    async open(given) {
      control = given
      stops.push(...(await hearBackend(options, onEvent)))
    },
    move,
    async look(model) {
      const isHere = (await ask(names.check, model)) === true
      const size = sizeOf(model)
      const files = spreadBytes(model, isHere ? (size ?? 0) : 0, size)
      const status = isHere ? 'available' : 'missing'
      return { status, files, verified: isHere && verifies, located: null, modifiedAtMs: null }
    },
    async discard(model) {
      if (names.cancel !== null) await ask(names.cancel, model)
      forget(model)
    },
    async remove(model) {
      if (current?.id === model.id && isBusy && names.cancel !== null) await ask(names.cancel, model)
      if (names.remove !== null) await ask(names.remove, model)
      forget(model)
    },
    async close() {
      isClosed = true
      stopPolling?.()
      for (const stop of stops) stop()
    },
  }

  function forget(model: Model): void {
    if (current?.id !== model.id) return
    current = null
    isBusy = false
    isPaused = false
  }
}
