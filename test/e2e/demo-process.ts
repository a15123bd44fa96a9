import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A request as the demo's mirror printed it. */
interface MirrorRequest {
  readonly path: string
  /** First byte asked for; 0 where the whole was. */
  readonly start: number
  readonly status: number
}

/** What `npm start` runs, as a process. */
export interface DemoProcess {
  readonly url: string
  /** Everything it printed. */
  readonly lines: readonly string[]
  /** Process id of the engine host that runs now. */
  enginePid(): number
  mirrorRequests(): MirrorRequest[]
  /** Ends it as Ctrl-C does; gives its exit code. */
  stop(): Promise<number | null>
}

/** Starts the demo with models in `directory` and a mirror that gives so many bytes per second. */
export async function startDemoProcess(directory: string, bytesPerSecond: number): Promise<DemoProcess> {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(await freePort()),
      WEIGHTLIFT_DIR: directory,
      MIRROR_BYTES_PER_SECOND: String(bytesPerSecond),
      MIRROR_LOG: 'all',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const url = await readUntilUp(child, lines)
  return {
    url,
    lines,
    enginePid: () =>
      Number(lines.findLast((line) => /engine +process \d+ on port/.test(line))?.match(/process (\d+)/)?.[1]),
    mirrorRequests: () => lines.flatMap(parseMirrorLine),
    async stop() {
      if (child.exitCode !== null) return child.exitCode
      child.kill('SIGINT')
      const [code] = (await once(child, 'exit')) as [number | null]
      return code
    },
  }
}

function readUntilUp(child: ChildProcess, lines: string[]): Promise<string> {
  return new Promise((settle, refuse) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream as NodeJS.ReadableStream }).on('line', (line) => {
        lines.push(line)
        const url = /Weightlift demo +(\S+)/.exec(line)?.[1]
        if (url) settle(url)
      })
    }
    child.once('exit', (code) => refuse(new Error(`The demo ended with ${code}:\n${lines.join('\n')}`)))
  })
}

function parseMirrorLine(line: string): MirrorRequest[] {
  const match = /mirror +GET (\S+) +(.*?) +(\d{3})$/.exec(line)
  if (!match) return []
  const start = Number(/^bytes=(\d+)-/.exec(match[2] ?? '')?.[1] ?? 0)
  return [{ path: match[1] ?? '', start, status: Number(match[3]) }]
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
