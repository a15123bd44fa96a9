import { spawn } from 'node:child_process'
import { createCipheriv, createHash } from 'node:crypto'
import { chmodSync, closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const BLOCK = Buffer.alloc(16 * 2 ** 20)

/** A file of pseudo-random bytes. */
export function makeFile(path, size) {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), Buffer.alloc(16))
  const hash = createHash('sha256')
  const file = openSync(path, 'w')
  for (let at = 0; at < size; at += BLOCK.length) {
    const bytes = cipher.update(BLOCK.subarray(0, Math.min(BLOCK.length, size - at)))
    hash.update(bytes)
    writeSync(file, bytes)
  }
  closeSync(file)
  return { size, sha256: hash.digest('hex') }
}

/** nginx over `<folder>/site`, so that page and model are of one origin. */
export async function startNginx(folder) {
  // Its workers are another user, where root runs it.
  chmodSync(folder, 0o755)
  const port = await freePort()
  const settings = join(folder, 'nginx.conf')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder};`)
  writeFileSync(
    settings,
    `daemon off; pid ${join(folder, 'nginx.pid')}; error_log ${join(folder, 'error.log')};
    events {}
    http {
      access_log off; sendfile on; tcp_nopush on;
      types { text/html html; text/javascript js; }
      ${temporary.join(' ')}
      server { listen 127.0.0.1:${port}; root ${join(folder, 'site')}; index index.html; }
    }\n`,
  )
  const child = spawn('nginx', ['-c', settings, '-e', join(folder, 'error.log')], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  })
  for (let tried = 0; tried < 100 && !(await answers(port)); tried += 1) await wait(50)
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        child.once('exit', resolve)
        child.kill('SIGTERM')
      }),
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
