import type { BorderClock } from '../remote/clock.js'
import { END_LINE } from '../remote/line-format.js'
import type { TauriShell } from './connect-tauri-engine.js'

/** How long a sidecar that a reload left behind may take to park its work, milliseconds. */
const PARK_MS = 5_000

/** Sidecars of one page by their process ids, in the window's session storage: a reload leaves them running. */
export interface LeftBehind {
  /** Asks those of before the reload to end, and kills what has not after five seconds. Does not wait for it. */
  end(): Promise<void>
  add(pid: number): void
  remove(pid: number): void
}

export function createLeftBehind(shell: TauriShell, key: string, clock: BorderClock): LeftBehind {
  /** Started by this page itself. */
  const own = new Set<number>()

  function remove(pid: number): void {
    own.delete(pid)
    write(read().filter((other) => other !== pid))
  }

  async function endOne(pid: number): Promise<void> {
    // The plugin knows its children by their process id also after a reload, and writes to and kills none but those.
    const child = new shell.Child(pid)
    const kill = (): void => {
      // A process that ended long ago may have handed its id on to one of ours.
      if (own.has(pid)) return
      void child.kill().catch(() => undefined)
      remove(pid)
    }
    try {
      await child.write(END_LINE)
      clock.setTimer(PARK_MS, kill)
    } catch {
      kill()
    }
  }

  function read(): readonly number[] {
    try {
      const found: unknown = JSON.parse(globalThis.sessionStorage?.getItem(key) ?? '[]')
      return Array.isArray(found) ? found.filter((pid) => Number.isSafeInteger(pid) && pid > 0) : []
    } catch {
      return []
    }
  }

  function write(pids: readonly number[]): void {
    if (pids.length === 0) globalThis.sessionStorage?.removeItem(key)
    else globalThis.sessionStorage?.setItem(key, JSON.stringify(pids))
  }

  return {
    async end() {
      await Promise.all(
        read()
          .filter((pid) => !own.has(pid))
          .map(endOne),
      )
    },
    add(pid) {
      own.add(pid)
      write([...read().filter((other) => other !== pid), pid])
    },
    remove,
  }
}
