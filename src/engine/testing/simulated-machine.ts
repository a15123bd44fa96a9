import type { Clock } from '../ports/clock.js'
import type { Platform } from '../ports/platform.js'
import { contentDigest, type Hash } from './content-digest.js'
import { createMemoryDigest, type MemoryDigest } from './memory-digest.js'
import { createMemoryFiles, type MemoryFiles } from './memory-files.js'
import { createMemoryJournal, type MemoryJournal } from './memory-journal.js'
import { createMemoryLock, type MemoryLock } from './memory-lock.js'
import { type Mortal, mortal } from './mortal.js'
import { createScriptedConnectivity, type ScriptedConnectivity } from './scripted-connectivity.js'
import { createScriptedHttp, type ScriptedHttp, type ServeOptions } from './scripted-http.js'
import { createVirtualClock, type VirtualClock } from './virtual-clock.js'

export interface MachineOptions {
  /** Epoch milliseconds at the start. Default: Monday 5 January 2026, 12:00 UTC. */
  readonly startMs?: number
  /** Seed of all chance. Default 1. */
  readonly seed?: number
  /** Speed of the line, all connections together. Default 10 MB/s; null for no limit. */
  readonly bytesPerSecond?: number | null
  /** Before the first byte of an answer, milliseconds. Default 20. */
  readonly latencyMs?: number
  /** Size of the disk, bytes. Default 500 GB; null for one without end that cannot tell its free space. */
  readonly capacityBytes?: number | null
  /** Speed of hashing. Default null: it takes no time. */
  readonly hashBytesPerSecond?: number | null
  /** How long the journal takes, milliseconds. Default 0. */
  readonly journalDelayMs?: number
  /** A real sha256 (`() => createHash('sha256')` in Node). Default null: a stand-in, so that 20 GB are hashed at once. */
  readonly createHash?: (() => Hash) | null
}

/** A file as an app would name it in a model: what {@link SimulatedMachine.serve} put on the web. */
export interface ServedFile {
  readonly url: string
  readonly size: number
  readonly sha256: string
}

/** A computer with its disk, its line and the web behind it: what outlives an engine. */
export interface SimulatedMachine {
  readonly clock: VirtualClock
  readonly http: ScriptedHttp
  readonly files: MemoryFiles
  readonly journal: MemoryJournal
  readonly digest: MemoryDigest
  readonly connectivity: ScriptedConnectivity
  readonly lock: MemoryLock
  /** Puts a file on the web and says what a model has to know of it. */
  serve(url: string, options: ServeOptions): ServedFile
  /** Plugs the network out or in; out breaks every connection. */
  setOnline(online: boolean): void
  /** Starts a program: the ports as it sees them, until it is killed. */
  boot(): Process
}

export interface Process {
  readonly platform: Platform
  /** Ends the program at once, as `kill -9` does: nothing that it waits for ever settles. With `powerLoss`, unflushed bytes are gone too. */
  kill(options?: { readonly powerLoss?: boolean }): void
}

/** A machine that is switched on, with an empty disk and an empty web. */
export function createSimulatedMachine(options: MachineOptions = {}): SimulatedMachine {
  const { createHash = null } = options
  const clock = createVirtualClock(options)
  const connectivity = createScriptedConnectivity()
  const http = createScriptedHttp({ ...options, clock, isOnline: () => connectivity.current().online !== false })
  const files = createMemoryFiles({ clock, capacityBytes: options.capacityBytes })
  const journal = createMemoryJournal({ clock, delayMs: options.journalDelayMs })
  const digest = createMemoryDigest({ clock, files, bytesPerSecond: options.hashBytesPerSecond, createHash })
  const lock = createMemoryLock()

  function boot(): Process {
    const life: Mortal = { isAlive: true }
    const seat = lock.open()
    const ports = { http, files, journal, digest, connectivity, lock: seat }
    const platform = Object.fromEntries(
      Object.entries(ports).map(([name, port]) => [name, mortal(port, life)]),
    ) as unknown as Omit<Platform, 'clock'>
    return {
      platform: { ...platform, clock: clockOf(clock, life) },
      kill({ powerLoss = false } = {}) {
        life.isAlive = false
        seat.die()
        journal.crash()
        if (powerLoss) files.crash()
      },
    }
  }

  return {
    clock,
    http,
    files,
    journal,
    digest,
    connectivity,
    lock,
    serve(url, file) {
      const { content } = http.serve(url, file)
      return { url, size: content.size, sha256: contentDigest(content, content.size, createHash) }
    },
    setOnline(online) {
      connectivity.set({ online })
      if (!online) http.link.cut()
    },
    boot,
  }
}

/** The clock as one program sees it: read, it does no harm to the dead, who may be in the middle of a thought; but it calls nobody back. */
function clockOf({ now, elapsed, random, timeZone, setTimer }: VirtualClock, life: Mortal): Clock {
  return {
    now,
    elapsed,
    random,
    timeZone,
    setTimer: (delayMs, callback) =>
      life.isAlive ? setTimer(delayMs, () => (life.isAlive ? callback() : undefined)) : () => undefined,
  }
}
