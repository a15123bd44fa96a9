import { readdirSync, readFileSync } from 'node:fs'

/** The most memory that a renderer of the browser with this profile has held, MiB. Linux only. */
export function rendererPeakMib(profile) {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const browser = processes.find((pid) => {
    const command = read(pid, 'cmdline')
    return command.includes(profile) && !command.includes('--type=')
  })
  const parents = new Map(processes.map((pid) => [pid, /^PPid:\s+(\d+)/m.exec(read(pid, 'status'))?.[1]]))
  const isOurs = (pid) => pid !== undefined && (pid === browser || isOurs(parents.get(pid)))
  const peaks = processes
    .filter((pid) => read(pid, 'cmdline').includes('--type=renderer') && isOurs(pid))
    .map((pid) => Number(/^VmHWM:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0) / 1024)
  return Math.max(0, ...peaks)
}

function read(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return '' // It has ended since.
  }
}
