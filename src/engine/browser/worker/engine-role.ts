import { createEngine } from '../../host/create-engine.js'
import { createBrowserPlatform } from './create-browser-platform.js'
import { sharedNames, type WorkerOptions } from './messages.js'
import { createPageLink } from './page-link.js'
import { serveTabs } from './tab-sessions.js'

/**
 * Waits until this tab is the one that owns the directory, then runs the engine for all tabs until the page closes it. The lock falls with the
 * worker, however it ends, and the next tab in line has it at once.
 */
export function runEngine(scope: DedicatedWorkerGlobalScope, options: WorkerOptions): void {
  // Nobody looks at them, and a model has hundreds of requests.
  performance.setResourceTimingBufferSize(0)
  const page = createPageLink(scope, options)
  const names = sharedNames(options.directory)
  const waiting = new AbortController()
  let end: () => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })

  async function own(): Promise<void> {
    const platform = createBrowserPlatform({
      directory: options.directory,
      persist: page.persist,
      warn: page.warn,
    })
    const engine = createEngine(platform, { ...options, headers: page.headers })
    const stop = serveTabs(engine, names, crypto.randomUUID?.() ?? String(Math.random()))
    await ended
    await engine.close()
    stop()
    await platform.close()
  }

  page.onClose(() => {
    waiting.abort()
    end()
  })
  const { locks } = navigator as { locks?: LockManager }
  const owning = locks === undefined ? own() : locks.request(names.ownerLock, { signal: waiting.signal }, own)
  void owning
    .catch((error: unknown) => {
      if (!waiting.signal.aborted) page.failed(error)
    })
    .then(page.closed)
  page.started()
}
