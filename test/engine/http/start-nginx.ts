import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Proxy {
  /** The way to a server of this machine through the proxy. */
  to(port: number): string
  stop(): Promise<void>
}

/** A real nginx before the servers of this machine, with all that buffers turned on; `isDeaf` where it does not heed what asks it not to. */
export async function startNginx({ isDeaf = false }: { readonly isDeaf?: boolean } = {}): Promise<Proxy> {
  const program = findNginx()
  if (program === null)
    throw new Error('There is no nginx on this machine. Install one, or run the tests by `npm test`.')
  const directory = await mkdtemp(join(tmpdir(), 'weightlift-nginx-'))
  const port = await freePort()
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${directory}/${name};`)
    .join(' ')
  await writeFile(
    join(directory, 'nginx.conf'),
    `daemon off; master_process off; pid ${directory}/pid; error_log ${directory}/error.log;
events { worker_connections 4096; }
http {
  access_log off; ${folders}
  gzip on; gzip_types text/event-stream application/json; gzip_min_length 1;
  server {
    listen 127.0.0.1:${port};
    location ~ ^/(\\d+)/ {
      proxy_pass http://127.0.0.1:$1;
      proxy_http_version 1.1;
      proxy_buffering on; proxy_buffer_size 64k; proxy_buffers 8 64k;
      proxy_request_buffering on;
      ${isDeaf ? 'proxy_ignore_headers X-Accel-Buffering Cache-Control;' : ''}
    }
  }
}
`,
  )
  const nginx: ChildProcess = spawn(program, ['-c', join(directory, 'nginx.conf'), '-p', directory], {
    stdio: 'ignore',
  })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 100; tries += 1) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      break
    await sleep(50)
  }
  return {
    to: (upstream) => `${url}/${upstream}/engine`,
    async stop() {
      if (nginx.exitCode === null) {
        nginx.kill('SIGKILL')
        await once(nginx, 'exit')
      }
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** On the path, or where Debian puts it, which is on root's path only. */
function findNginx(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']
  return folders.map((folder) => join(folder, 'nginx')).find((path) => existsSync(path)) ?? null
}
