import type { Command } from 'commander'
import { isActive } from '../../engine/core/download.js'
import type { ModelInput } from '../../engine/core/model.js'
import { awaitDownloads, type Outcome } from '../await-downloads.js'
import { type Console, say } from '../console.js'
import { amount } from '../describe.js'
import { type FetchOptions, withFetching } from '../engine-options.js'
import { EXIT, exitCodeOf } from '../exit-code.js'
import { Interrupted, onInterrupt } from '../interrupt.js'
import { type Opened, parkAll, withEngine } from '../open-engine.js'
import { parseCount, parseSeconds, parseSha256 } from '../parse-bytes.js'
import { showProgress } from '../progress-bar.js'
import { readModels } from '../read-models.js'

interface PullOptions extends FetchOptions {
  readonly id?: string
  readonly sha256?: string
  readonly size?: number
  readonly giveUp?: number
}

/** `pull`: fetches models and prints where each of their files is. */
export function addPull(program: Command, console: Console): void {
  const command = program
    .command('pull')
    .description('fetch models, or go on with them; prints the path of each file')
    .argument('<source...>', 'the URL of a file, or a model.json with a model or a list of them')
    .option('--sha256 <hex>', 'the digest of the file that the URL names', parseSha256)
    .option('--size <bytes>', 'its size', (text) => parseCount(text))
    .option('--id <id>', 'what to call it (default: its name in the URL)')
    .option('--give-up <seconds>', 'end when nothing came for so long (default: wait)', parseSeconds)
  withFetching(command).action(async (sources: readonly string[], options: PullOptions) => {
    const models = (await Promise.all(sources.map((source) => readModels(source, options)))).flat()
    process.exitCode = await pull(models, options, console)
  })
}

async function pull(models: readonly ModelInput[], options: PullOptions, console: Console): Promise<number> {
  const ids = [...new Set(models.map(({ id }) => id))]
  const interrupt = onInterrupt()
  try {
    return await withEngine(options, async (opened) => {
      for (const model of models) await begin(opened, model, console)
      const view = showProgress(opened.engine, ids, console)
      try {
        const outcomes = await awaitDownloads(opened, ids, {
          signal: interrupt.signal,
          giveUpSeconds: options.giveUp ?? null,
        })
        view.stop()
        await parkAll(opened, ids)
        return tell(outcomes, console)
      } catch (thrown) {
        view.stop()
        if (thrown instanceof Interrupted) {
          say(console.err, 'Stopping: what came so far is put to disk. Ctrl-C again ends at once.')
          await parkAll(opened, ids)
        }
        throw thrown
      }
    })
  } catch (thrown) {
    if (!(thrown instanceof Interrupted)) throw thrown
    say(
      console.err,
      `Parked. Run the same command again and it goes on from here, or remove it: weightlift rm ${ids.join(' ')} --dir ${options.dir}`,
    )
    return thrown.exitCode
  } finally {
    interrupt.stop()
  }
}

/** Starts it, and says what of it is here already. */
async function begin({ client, engine }: Opened, model: ModelInput, console: Console): Promise<void> {
  const before = engine.getSnapshot().downloads[model.id]
  await client.download(model, { startNow: true })
  const now = engine.getSnapshot().downloads[model.id]
  if (before === undefined || now === undefined || before.receivedBytes === 0) return
  if (now.status === 'completed') say(console.err, `${model.id}: is here already, nothing is fetched`)
  else if (isActive(now.status)) say(console.err, `${model.id}: goes on from ${amount(now)}`)
}

function tell(outcomes: readonly Outcome[], console: Console): number {
  let code: number = EXIT.done
  for (const outcome of outcomes) {
    if ('files' in outcome) {
      for (const { location } of outcome.files) say(console.out, location)
      continue
    }
    const { error, id } = outcome
    say(console.err, `weightlift: ${id}: ${error.message} (${error.code})`)
    if (code === EXIT.done) code = exitCodeOf(error.code)
  }
  return code
}
