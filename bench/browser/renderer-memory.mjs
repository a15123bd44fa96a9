import { readdirSync, readFileSync } from 'node:fs'

const SAMPLE_MS = 50

/** Watches the renderers of the browser with this profile until asked for the most that one of them held, MiB. Linux only. */
export function watchRenderer(profile) {
  /** By process: what was held when it was most. */
  const most = new Map()
  let pids = []
  let samples = 0
  function sample() {
    // Looking for processes costs more than looking at those that are known.
    if (samples % 5 === 0) pids = renderersOf(profile)
    samples += 1
    for (const pid of pids) {
      const held = heldBy(pid)
      if (held !== null && held.residentMib > (most.get(pid)?.residentMib ?? 0)) most.set(pid, held)
    }
  }
  const timer = setInterval(sample, SAMPLE_MS)
  return () => {
    clearInterval(timer)
    sample()
    return [...most.values()].reduce((one, other) => (other.residentMib > one.residentMib ? other : one), NOTHING)
  }
}

const NOTHING = { residentMib: 0, ownMib: 0, sharedMib: 0, fileMib: 0, peakMib: 0 }

function heldBy(pid) {
  const status = read(pid, 'status')
  const mib = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024
  if (status === '') return null
  return {
    residentMib: mib('VmRSS'),
    ownMib: mib('RssAnon'),
    sharedMib: mib('RssShmem'),
    fileMib: mib('RssFile'),
    peakMib: mib('VmHWM'),
  }
}

function renderersOf(profile) {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const browser = processes.find((pid) => {
    const command = read(pid, 'cmdline')
    return command.includes(profile) && !command.includes('--type=')
  })
  const parents = new Map(processes.map((pid) => [pid, /^PPid:\s+(\d+)/m.exec(read(pid, 'status'))?.[1]]))
  const isOurs = (pid) => pid !== undefined && (pid === browser || isOurs(parents.get(pid)))
  return processes.filter((pid) => read(pid, 'cmdline').includes('--type=renderer') && isOurs(pid))
}

function read(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return '' // It has ended since.
  }
}
