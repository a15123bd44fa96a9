import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statfsSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))

/** The bench's folder: model files, what clients write, servers' settings. One run at a time. */
export const workspace = join(tmpdir(), 'weightlift-bench')

/** @typedef {() => void | Promise<void>} Undo */
/** @type {Undo[]} */
const undoing = []

/**
 * To be done at the end, however the run ends; the last one added is done first.
 * @param {Undo} undo
 */
export function atEnd(undo) {
  undoing.push(undo)
}

export async function tidyUp() {
  for (let undo = undoing.pop(); undo !== undefined; undo = undoing.pop()) {
    try {
      await undo()
    } catch (error) {
      console.error(error.message)
    }
  }
}

/**
 * @param {{ keep: boolean, bytes: number }} options whether model files stay for the next run, and the room that is needed
 */
export function openWorkspace({ keep, bytes }) {
  const owner = join(workspace, 'run.pid')
  if (existsSync(owner)) {
    const pid = Number(readFileSync(owner, 'utf8'))
    if (commandOf(pid).includes('throughput'))
      throw new Error(`Another run of the bench is under way (process ${pid}).`)
    endServer(join(workspace, 'nginx', 'nginx.pid'))
  }
  mkdirSync(workspace, { recursive: true })
  const { bavail, bsize } = statfsSync(workspace)
  if (bavail * bsize < bytes) {
    throw new Error(
      `${workspace} needs ${gib(bytes)} GiB of room and has ${gib(bavail * bsize)}. Name another place by TMPDIR, or use --quick.`,
    )
  }
  writeFileSync(owner, String(process.pid))
  atEnd(() => {
    if (!keep) return rmSync(workspace, { recursive: true, force: true })
    for (const name of ['package', 'nginx', 'native', 'output', 'run.pid']) {
      rmSync(join(workspace, name), { recursive: true, force: true })
    }
  })
}

/**
 * Builds the package and puts a copy aside, so that no other build changes it in the middle of a run.
 * @param {{ build: boolean }} options
 */
export function takePackage({ build }) {
  if (build || !existsSync(join(root, 'dist', 'engine', 'node', 'index.js'))) {
    execFileSync('npm', ['run', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  }
  const target = join(workspace, 'package')
  rmSync(target, { recursive: true, force: true })
  cpSync(join(root, 'dist'), join(target, 'dist'), { recursive: true })
  cpSync(join(root, 'package.json'), join(target, 'package.json'))
  symlinkSync(join(root, 'node_modules'), join(target, 'node_modules'))
  return target
}

/** What is being measured: the commit, with a plus where files differ from it. */
export function revision() {
  try {
    const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--', 'src') === '' ? '' : '+')
  } catch {
    return null
  }
}

/** Ends a server that a run left behind which was killed. Its settings are in our folder, so it is ours. */
function endServer(pidFile) {
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8'))
  if (commandOf(pid).includes(workspace)) process.kill(pid, 'SIGTERM')
}

/** Empty where there is no such process any more. */
function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

function gib(bytes) {
  return (bytes / 2 ** 30).toFixed(1)
}
