import { type Command, Option } from 'commander'
import { EngineError } from '../engine/core/errors.js'
import type { Schedule } from '../engine/core/snapshot.js'
import type { NodeEngineOptions } from '../engine/node/index.js'
import { parseBytes, parseConnections, parseHeader } from './parse-bytes.js'

/** Where the models are. */
export interface PlaceOptions {
  readonly dir: string
}

/** Options of commands that fetch. */
export interface FetchOptions extends PlaceOptions {
  readonly limit?: number
  readonly connections?: number | 'auto'
  readonly header?: Readonly<Record<string, string>>
  readonly insecureHttp?: boolean
}

export function withPlace(command: Command): Command {
  return command.addOption(
    new Option('-d, --dir <directory>', 'where models are kept').env('WEIGHTLIFT_DIR').default('models'),
  )
}

export function withFetching(command: Command): Command {
  return withPlace(command)
    .addOption(new Option('-l, --limit <bytes>', 'bytes per second, like 500k or 2M').argParser(parseBytes))
    .addOption(new Option('-c, --connections <n>', 'connections per model').argParser(parseConnections).default('auto'))
    .addOption(
      new Option(
        '-H, --header <line>',
        'a header for the server that a model names, like "Authorization: Bearer …" (repeatable; or WEIGHTLIFT_HEADERS, a line each)',
      ).argParser(parseHeader),
    )
    .option('--insecure-http', 'allow http: to other machines than this one')
}

/** What `createNodeEngine` takes, of a command's options. */
export function engineOptions(options: FetchOptions): NodeEngineOptions {
  return {
    directory: options.dir,
    bytesPerSecondLimit: options.limit ?? null,
    connections: options.connections ?? 'auto',
    headers: { ...headersOfEnvironment(process.env.WEIGHTLIFT_HEADERS), ...options.header },
    allowInsecureHttp: options.insecureHttp ?? false,
  }
}

function headersOfEnvironment(text: string | undefined): Record<string, string> {
  const lines = (text ?? '').split('\n').filter((line) => line.trim() !== '')
  try {
    return lines.reduce<Record<string, string>>((headers, line) => parseHeader(line, headers), {})
  } catch {
    // Without the line itself, which may be a secret.
    throw new EngineError(
      'invalid-command',
      'WEIGHTLIFT_HEADERS has a line that is no header. Write each as "Name: value".',
    )
  }
}

/**
 * Hours that are not soon: what an app left half-way in the directory is neither fetched along nor marked as paused. What a
 * command is asked for is exempted from them one by one.
 */
export function notNow(nowMs: number): Schedule {
  const inThreeDays = ((new Date(nowMs).getUTCDay() + 2) % 7) + 1
  const window = { days: [inThreeDays], from: '12:00', to: '12:01', bytesPerSecondLimit: null }
  return { timeZone: 'UTC', windows: [window] }
}
