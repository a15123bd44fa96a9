import { execFileSync } from 'node:child_process'
import { closeSync, constants, openSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A disk that does not answer when a process lets its directory go, the last step of parking. */
export interface StuckDisk {
  /** Settles when the process stands there. */
  isWaitedFor(): Promise<void>
  /** Lets it go on. */
  answer(): Promise<void>
}

/** Puts a pipe without a writer in the place of a directory's lock file: whoever reads it stands still in the system. */
export function stickDisk(directory: string): StuckDisk {
  const state = join(directory, '.weightlift')
  const lock = join(state, 'lock')
  const pipe = join(state, 'pipe')
  execFileSync('mkfifo', [pipe])
  renameSync(pipe, lock)

  /** Who is about to delete the lock file has made its guard, and reads the file next. */
  function isGuarded(): boolean {
    const names = readdirSync(state)
    return names.some((name) => /^lock\.[0-9a-f]+$/.test(name)) && !names.some((name) => name.includes('.tmp-'))
  }

  return {
    async isWaitedFor() {
      while (!isGuarded()) await sleep(20)
    },
    async answer() {
      for (;;) {
        try {
          return closeSync(openSync(lock, constants.O_WRONLY | constants.O_NONBLOCK))
        } catch (error) {
          // Nobody reads it yet.
          if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error
          await sleep(20)
        }
      }
    },
  }
}
