import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Command, Option } from 'commander'
import { EngineError } from '../../engine/core/errors.js'
import { createEngineHandler, toNodeListener, type Warning } from '../../engine/http/server.js'
import { createNodeEngine } from '../../engine/node/index.js'
import { serveStdioEngine } from '../../engine/stdio/index.js'
import { type BorderOptions, borderOf, withBorder } from '../border-options.js'
import { type Console, say } from '../console.js'
import { engineOptions, type FetchOptions, withFetching } from '../engine-options.js'
import { EXIT } from '../exit-code.js'
import { onInterrupt } from '../interrupt.js'
import { parseCount, parseOrigins, parsePort } from '../parse-bytes.js'

interface ServeOptions extends FetchOptions, BorderOptions {
  readonly stdio?: boolean
  readonly concurrency?: number
  readonly port: number
  readonly host: string
  readonly token?: string
  readonly origin?: readonly string[]
}

const NO_ADDRESS: ReadonlySet<string> = new Set(['ENOTFOUND', 'EADDRNOTAVAIL', 'EAI_AGAIN'])

/** `serve`: an engine for other programs, over HTTP or standard input and output. */
export function addServe(program: Command, console: Console): void {
  const command = program
    .command('serve')
    .description('run an engine for a page (HTTP) or for the program that starts this one (--stdio)')
    .option('--stdio', 'speak over standard input and output, and end with the program at their other end')
    .option('--concurrency <n>', 'models downloading at once (default: 2)', (text) => parseCount(text))
    .option('-p, --port <n>', 'for HTTP; 0 is any free one', parsePort, 4100)
    .option('--host <address>', 'for HTTP: where to listen', '127.0.0.1')
    .addOption(
      new Option('--token <token>', 'what each HTTP request has to bring (default: a new one, printed)').env(
        'WEIGHTLIFT_TOKEN',
      ),
    )
    .option('--origin <origin>', 'of a page that may connect over HTTP (repeatable)', parseOrigins)
  withBorder(withFetching(command)).action(async (options: ServeOptions) => {
    await (options.stdio === true ? serveStdio(options, console) : serveHttp(options, console))
  })
}

function openEngine(options: ServeOptions): ReturnType<typeof createNodeEngine> {
  return createNodeEngine({ ...engineOptions(options), concurrency: options.concurrency })
}

async function serveStdio(options: ServeOptions, console: Console): Promise<void> {
  const border = await borderOf(options)
  // Ctrl-C in a terminal reaches every process of the group: this one ends when the other one closes the pipe, or is gone.
  process.on('SIGINT', () => undefined)
  const engine = openEngine(options)
  try {
    const served = serveStdioEngine(engine, { ...border, onWarning: warnTo(console) })
    const terminated = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGHUP')])
    await Promise.race([served.ended, terminated])
    served.stop()
  } finally {
    await engine.close()
  }
  // Whatever still waits to be read is read by nobody.
  process.exit(EXIT.done)
}

async function serveHttp(options: ServeOptions, console: Console): Promise<void> {
  const border = await borderOf(options)
  const token = options.token ?? randomBytes(24).toString('base64url')
  const server = createServer()
  await listen(server, options)
  const interrupt = onInterrupt()
  const engine = openEngine(options)
  try {
    const handler = createEngineHandler(engine, {
      ...border,
      token,
      origins: options.origin ?? [],
      hosts: [options.host],
      onWarning: warnTo(console),
    })
    server.on('request', toNodeListener(handler))
    const { port } = server.address() as AddressInfo
    const host = options.host.includes(':') ? `[${options.host}]` : options.host
    say(console.out, `http://${host}:${port}/engine`)
    if (options.token === undefined) say(console.out, `token ${token}`)
    say(console.err, `Serving the models of ${options.dir}. Ctrl-C parks what runs, and ends.`)
    await once(interrupt.signal, 'abort')
    handler.close()
  } finally {
    server.close()
    server.closeAllConnections()
    await engine.close()
    interrupt.stop()
  }
  say(console.err, 'Parked. What ran goes on when you serve this directory again.')
}

function warnTo(console: Console): (warning: Warning) => void {
  return ({ code, message, count }) => say(console.err, `weightlift: ${code}: ${message} (${count})`)
}

async function listen(server: ReturnType<typeof createServer>, { port, host }: ServeOptions): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    const { code = 'unknown' } = cause as NodeJS.ErrnoException
    const remedy = NO_ADDRESS.has(code)
      ? 'Choose another --host: an address of this machine.'
      : 'Choose another --port; 0 is any free one.'
    throw new EngineError('invalid-command', `Nothing can listen on ${host}:${port} (${code}). ${remedy}`, { cause })
  }
}
