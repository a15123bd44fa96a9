import { type BrowserEngineOptions, createBrowserEngine, openModelFile } from '../../../src/engine/browser/index.js'
import type { Engine } from '../../../src/engine/core/engine.js'
import type { EngineSnapshot } from '../../../src/engine/core/snapshot.js'

const PATIENCE_MS = 20_000

export interface OpenedEngine {
  readonly engine: Engine
  /** Ends the worker as a crash does. */
  crash(): void
}

let lastDirectory = 0

export function newDirectory(): string {
  lastDirectory += 1
  return `test-${Date.now().toString(36)}-${lastDirectory}`
}

/** Sources have no built worker beside them. */
export function createWorker(): Worker {
  return new Worker(new URL('../../../src/engine/browser/worker/engine-worker.ts', import.meta.url), { type: 'module' })
}

export function openEngine(options: BrowserEngineOptions): OpenedEngine {
  let worker: Worker | null = null
  const engine = createBrowserEngine({
    createWorker() {
      worker = createWorker()
      return worker
    },
    ...options,
  })
  return { engine, crash: () => worker?.terminate() }
}

export function untilSo(engine: Engine, isSo: (snapshot: EngineSnapshot) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = (): void => {
      if (!isSo(engine.getSnapshot())) return
      clearTimeout(timer)
      stop()
      resolve()
    }
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`Not so after ${PATIENCE_MS} ms: ${isSo}\n${JSON.stringify(engine.getSnapshot(), null, 1)}`))
    }, PATIENCE_MS)
    const stop = engine.subscribe(check)
    check()
  })
}

export async function sha256Of(location: string): Promise<string> {
  const { file } = await openModelFile(location)
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Deletes what an engine left behind. */
export async function removeDirectory(directory: string): Promise<void> {
  const root = await navigator.storage.getDirectory()
  for (let left = 40; left > 0; left -= 1) {
    try {
      await root.removeEntry(directory, { recursive: true })
      break
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') break
      // A handle of a worker that was just ended is let go a moment later.
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
