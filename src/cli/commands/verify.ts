import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { EngineError } from '../../engine/core/errors.js'
import { awaitDownloads } from '../await-downloads.js'
import { type Console, say } from '../console.js'
import { type FetchOptions, withFetching } from '../engine-options.js'
import { EXIT, exitCodeOf } from '../exit-code.js'
import { Interrupted, onInterrupt } from '../interrupt.js'
import { type Opened, withEngine } from '../open-engine.js'
import { parseSeconds } from '../parse-bytes.js'
import { showProgress } from '../progress-bar.js'

interface VerifyOptions extends FetchOptions {
  readonly giveUp?: number
}

/** `verify`: hashes models again and repairs what is bad. */
export function addVerify(program: Command, console: Console): void {
  const command = program
    .command('verify')
    .description('hash models again, and fetch again what is bad')
    .argument('[id...]', 'as ls shows them (default: all that are complete)')
    .option('--give-up <seconds>', 'end when nothing came for so long (default: wait)', parseSeconds)
  withFetching(command).action(async (asked: readonly string[], options: VerifyOptions) => {
    if (!existsSync(options.dir)) {
      if (asked[0] !== undefined) throw missing(asked[0], options.dir)
      return say(console.err, `There is no complete model in ${options.dir} to verify.`)
    }
    const interrupt = onInterrupt()
    try {
      process.exitCode = await withEngine(options, (opened) =>
        verify(opened, asked, options, interrupt.signal, console),
      )
    } catch (thrown) {
      if (!(thrown instanceof Interrupted)) throw thrown
      say(console.err, 'Stopped. Nothing was changed; verify again whenever you like.')
      process.exitCode = thrown.exitCode
    } finally {
      interrupt.stop()
    }
  })
}

async function verify(
  opened: Opened,
  asked: readonly string[],
  options: VerifyOptions,
  signal: AbortSignal,
  console: Console,
): Promise<number> {
  const { client, engine } = opened
  const shown = engine.getSnapshot().downloads
  const complete = Object.values(shown).filter(({ status }) => status === 'completed')
  const ids = asked.length > 0 ? [...new Set(asked)] : complete.map(({ id }) => id)
  if (ids.length === 0) say(console.err, `There is no complete model in ${options.dir} to verify.`)
  // Before the first is asked for: a small one may be found bad before the last is.
  const before = new Map(ids.map((id) => [id, shown[id]?.restarts ?? 0]))
  for (const id of ids) {
    const { status } = await client.availability({ id })
    if (status === 'missing' && !complete.some((model) => model.id === id)) throw missing(id, options.dir)
    await client.verify(id)
    // What turns out to be bad is fetched at once, whatever the hours of those that are not asked for.
    await client.resume(id, { startNow: true })
  }
  const view = showProgress(engine, ids, console)
  try {
    const outcomes = await awaitDownloads(opened, ids, { signal, giveUpSeconds: options.giveUp ?? null })
    view.stop()
    let code: number = EXIT.done
    for (const outcome of outcomes) {
      const now = engine.getSnapshot().downloads[outcome.id]
      if ('files' in outcome) {
        // One that was not shown was found deleted or changed at once.
        const isRepaired = !(outcome.id in shown) || (now?.restarts ?? 0) > (before.get(outcome.id) ?? 0)
        const proved = now?.unverified === true ? 'size is right; no digest is known' : 'ok'
        say(console.out, `${outcome.id}: ${isRepaired ? 'was damaged, repaired' : proved}`)
        continue
      }
      say(console.err, `weightlift: ${outcome.id}: ${outcome.error.message} (${outcome.error.code})`)
      if (code === EXIT.done) code = exitCodeOf(outcome.error.code)
    }
    return code
  } finally {
    view.stop()
  }
}

/** What is said of a model that is not here. */
export function missing(id: string, directory: string): EngineError {
  return new EngineError(
    'unknown-download',
    `There is no model "${id}" in ${directory}. "weightlift ls" shows what is there; another place is named by --dir.`,
  )
}
