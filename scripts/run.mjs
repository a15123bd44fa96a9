import { spawn } from 'node:child_process'

const GRACE_MS = 5_000

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/**
 * Runs a program with this process's output, and never for ever: after `timeoutMs` it and all it started are ended.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options] `timeoutMs` null or left out: no limit
 * @returns {Promise<{ code: number, timedOut: boolean }>} code 127 when the program is missing
 */
export function run(program, args, { cwd, env, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const posix = process.platform !== 'win32'
    // A group of its own, so that a time-out ends grandchildren too (a browser, a dev server) and nothing else.
    const child = spawn(program, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: posix,
      shell: !posix,
    })
    let timedOut = false
    running.add(child)
    const timer = timeoutMs
      ? setTimeout(() => {
          timedOut = true
          console.error(`\n${program} ${args.join(' ')}: still running after ${Math.round(timeoutMs / 1000)} s, ended.`)
          end(child, 'SIGTERM')
          setTimeout(() => end(child, 'SIGKILL'), GRACE_MS).unref()
        }, timeoutMs)
      : undefined
    /** @param {number} code */
    const settle = (code) => {
      clearTimeout(timer)
      running.delete(child)
      resolve({ code, timedOut })
    }
    child.on('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`)
      settle(127)
    })
    child.on('exit', (code, signal) => settle(code ?? (signal ? 1 : 0)))
  })
}

/**
 * Runs npm: the one that runs this script, where there is one.
 *
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNpm(args, options) {
  const npm = process.env.npm_execpath
  return npm?.endsWith('.js') ? run(process.execPath, [npm, ...args], options) : run('npm', args, options)
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function end(child, signal) {
  if (child.pid === undefined) return
  try {
    process.platform === 'win32' ? child.kill(signal) : process.kill(-child.pid, signal)
  } catch {
    // Already gone, which is what was wanted.
  }
}

for (const [signal, code] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])) {
  process.on(signal, () => {
    for (const child of running) end(child, signal)
    if (running.size === 0) process.exit(code)
    process.exitCode = code
    setTimeout(() => process.exit(code), GRACE_MS).unref()
  })
}

// A signal to npm ends npm and its shell, and neither hands it on: what npm started has to notice by itself.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 1_000).unref()
}
