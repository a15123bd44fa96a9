import { readFile, readlink } from 'node:fs/promises'
import { hostname, uptime } from 'node:os'

/** Enough to find out later, from another process, whether this one still lives. */
export interface ProcessIdentity {
  readonly pid: number
  /** When it started, in the kernel's ticks; tells a reused pid apart. Null where there is no /proc. */
  readonly startedAt: string | null
  readonly hostname: string
  /** The boot and the pid namespace in which `pid` means something. Null where there is no /proc. */
  readonly scope: string | null
}

/** `unknown`: it is of another machine or container, or the system does not tell. */
export type Liveness = 'alive' | 'dead' | 'unknown'

/** This process. */
export async function identifyProcess(): Promise<ProcessIdentity> {
  return {
    pid: process.pid,
    startedAt: (await readStart(process.pid)).startedAt,
    hostname: hostname(),
    scope: await readScope(),
  }
}

/**
 * Whether the process behind an identity lives.
 *
 * @param lastSeenMs - When it last gave a sign of life, epoch milliseconds.
 */
export async function livenessOf(identity: ProcessIdentity, lastSeenMs: number): Promise<Liveness> {
  if (identity.hostname !== hostname()) return 'unknown'
  if (identity.scope !== (await readScope())) return isBeforeBoot(lastSeenMs) ? 'dead' : 'unknown'
  if (!exists(identity.pid)) return 'dead'
  const now = await readStart(identity.pid)
  if (now.isZombie) return 'dead'
  if (identity.startedAt !== null && now.startedAt !== null)
    return identity.startedAt === now.startedAt ? 'alive' : 'dead'
  return isBeforeBoot(lastSeenMs) ? 'dead' : 'unknown'
}

function isBeforeBoot(epochMs: number): boolean {
  // A margin, since the clock may have been set since the start.
  return epochMs < Date.now() - uptime() * 1000 - 1000
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: there is one, of another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function readStart(pid: number): Promise<{ readonly startedAt: string | null; readonly isZombie: boolean }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null)
  if (stat === null) return { startedAt: null, isZombie: false }
  // The second field is the command in brackets, and may hold spaces and brackets: fields 3 onwards come after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { startedAt: fields[19] ?? null, isZombie: fields[0] === 'Z' || fields[0] === 'X' }
}

async function readScope(): Promise<string | null> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'latin1')
    return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`
  } catch {
    return null
  }
}
