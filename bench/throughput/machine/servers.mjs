import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { modelFolder } from './model-files.mjs'
import { atEnd, workspace } from './workspace.mjs'

const sources = join(dirname(dirname(fileURLToPath(import.meta.url))), 'native')
const TRIES = 100

/**
 * nginx with the model files, over http and https (TLS 1.3, a certificate made on the spot).
 * @returns {Promise<{ http: string, https: string, httpPort: number, ca: string }>}
 */
export async function startNginx() {
  const folder = join(workspace, 'nginx')
  mkdirSync(folder, { recursive: true })
  const ca = makeCertificate(folder)
  const [httpPort, httpsPort] = [await freePort(), await freePort()]
  await runNginx(folder, [`listen 127.0.0.1:${httpPort};`, `listen 127.0.0.1:${httpsPort} ssl;`], [])
  await answers(httpPort)
  return { http: `http://127.0.0.1:${httpPort}`, https: `https://127.0.0.1:${httpsPort}`, httpPort, ca }
}

/**
 * @param {string} folder
 * @param {string[]} listens
 * @param {string[]} within a command to run it in: another network namespace
 */
export async function runNginx(folder, listens, within) {
  for (const path of [folder, modelFolder]) mkdirSync(path, { recursive: true })
  // Its workers are another user, where root runs it.
  for (const path of [workspace, modelFolder, folder]) chmodSync(path, 0o755)
  const settings = join(folder, 'nginx.conf')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder};`)
  const certificate = join(workspace, 'nginx', 'certificate.pem')
  const tls = existsSync(certificate)
    ? `ssl_protocols TLSv1.3; ssl_certificate ${certificate}; ssl_certificate_key ${join(workspace, 'nginx', 'key.pem')};`
    : ''
  writeFileSync(
    settings,
    `daemon off; worker_processes auto; pid ${join(folder, 'nginx.pid')}; error_log ${join(folder, 'error.log')};
    events { worker_connections 1024; }
    http {
      access_log off; sendfile on; tcp_nopush on; keepalive_timeout 65; keepalive_requests 100000;
      ${temporary.join(' ')} ${tls}
      server {
        ${listens.join(' ')}
        root ${modelFolder};
        # What @huggingface/hub asks a hub for.
        location /bench/model/resolve/main/ { alias ${modelFolder}/; }
      }
    }\n`,
  )
  const [program, ...args] = [...within, 'nginx', '-c', settings, '-e', join(folder, 'error.log')]
  await startChild(program, args)
}

/**
 * A relay in front of a port that holds each connection to a speed.
 * @param {number} port
 * @param {number} bytesPerSecond
 * @returns {Promise<string>} its address
 */
export async function startRelay(port, bytesPerSecond) {
  const child = await startChild(compile('relay'), [String(port), String(bytesPerSecond)])
  return `http://127.0.0.1:${await firstLine(child)}`
}

/** @param {string} name of a C file in native/ */
export function compile(name) {
  const folder = join(workspace, 'native')
  mkdirSync(folder, { recursive: true })
  execFileSync('cc', ['-O2', '-pthread', '-o', join(folder, name), join(sources, `${name}.c`)])
  return join(folder, name)
}

/**
 * Starts a server that lives until the end of the run.
 * @param {string} program
 * @param {string[]} args
 */
export async function startChild(program, args) {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  })
  const ended = new Promise((resolve) => {
    child.once('error', resolve)
    child.once('exit', resolve)
  })
  atEnd(async () => {
    if (child.exitCode === null) child.kill('SIGTERM')
    await ended
  })
  return child
}

/** @param {import('node:child_process').ChildProcess} child */
export async function firstLine(child) {
  for await (const line of createInterface({ input: child.stdout })) return line
  throw new Error(`${child.spawnfile} ended before it was ready.`)
}

function makeCertificate(folder) {
  const certificate = join(folder, 'certificate.pem')
  const key = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    join(folder, 'key.pem'),
  ]
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, ...names, '-out', certificate], { stdio: 'ignore' })
  return certificate
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
      server.close(() => resolve(port))
    })
  })
}

async function answers(port) {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const isOpen = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (isOpen) return
    await wait(50)
  }
  throw new Error(`nginx does not answer on port ${port}; ${join(workspace, 'nginx', 'error.log')} says why.`)
}
