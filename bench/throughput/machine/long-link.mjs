import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { compile, firstLine, runNginx, startChild } from './servers.mjs'
import { atEnd, workspace } from './workspace.mjs'

const CLIENT = 'weightlift-bench-client'
const SERVER = 'weightlift-bench-server'
const DEVICE = 'cable'
const CLIENT_IP = '10.88.0.1'
const SERVER_IP = '10.88.0.2'
const BITS_PER_SECOND = 1e9
const ONE_WAY_MS = 20
/** A router's buffer: what is under way on the cable both ways. */
const QUEUE_BYTES = (BITS_PER_SECOND / 8) * ((2 * ONE_WAY_MS) / 1000)
/** Pieces that cross the line at once: large enough to cost little, small enough that losing one is no disaster. */
const PIECE_BYTES = 16 * 1024

/** Why there can be no such link here; null where there can. */
export function whyNoLongLink() {
  if (process.getuid?.() !== 0) return 'it makes network namespaces, which takes root'
  if (!existsSync('/dev/net/tun')) return 'this kernel has no /dev/net/tun'
  const made = spawnSync('ip', ['netns', 'add', `${CLIENT}-try`], { encoding: 'utf8' })
  spawnSync('ip', ['netns', 'del', `${CLIENT}-try`])
  return made.status === 0 ? null : `network namespaces cannot be made: ${made.stderr.trim()}`
}

/**
 * Two network namespaces, nginx in one and clients in the other, joined by a line of 1 Gbit/s with 20 ms each way.
 * Nothing of it touches the machine's own network.
 *
 * @returns {Promise<{ http: string, within: string[] }>} the server's address, and the command in which a client has to run
 */
export async function startLongLink() {
  remove()
  atEnd(remove)
  for (const name of [CLIENT, SERVER]) ip('netns', 'add', name)
  const bits = [BITS_PER_SECOND, ONE_WAY_MS, QUEUE_BYTES].map(String)
  const line = await startChild(compile('delay-line'), [CLIENT, SERVER, DEVICE, ...bits])
  await firstLine(line)
  for (const [name, own, other] of [
    [CLIENT, CLIENT_IP, SERVER_IP],
    [SERVER, SERVER_IP, CLIENT_IP],
  ]) {
    ip('-n', name, 'link', 'set', 'lo', 'up')
    ip('-n', name, 'addr', 'add', own, 'peer', other, 'dev', DEVICE)
    ip('-n', name, 'link', 'set', DEVICE, 'gso_max_size', String(PIECE_BYTES), 'up')
  }
  const within = ['ip', 'netns', 'exec', CLIENT]
  await runNginx(join(workspace, 'nginx', 'far'), [`listen ${SERVER_IP}:80;`], ['ip', 'netns', 'exec', SERVER])
  const http = `http://${SERVER_IP}`
  await answers(http, within)
  return { http, within }
}

async function answers(http, [program, ...args]) {
  for (let tried = 0; tried < 50; tried += 1) {
    if (spawnSync(program, [...args, 'curl', '-s', '-o', '/dev/null', '-m', '2', `${http}/`]).status === 0) return
    await wait(100)
  }
  throw new Error('nginx does not answer over the delay line.')
}

/** Also what a run left behind that was killed. */
function remove() {
  for (const name of [CLIENT, SERVER]) {
    if (!existsSync(`/var/run/netns/${name}`)) continue
    const { stdout } = spawnSync('ip', ['netns', 'pids', name], { encoding: 'utf8' })
    // Whoever lives in these namespaces was put there by the bench.
    for (const pid of stdout.split('\n').filter(Boolean)) spawnSync('kill', [pid])
    spawnSync('ip', ['netns', 'del', name])
  }
}

function ip(...args) {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'inherit'] })
}
