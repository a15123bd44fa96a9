import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { isEngineError } from '../engine/core/errors.js'
import { addList } from './commands/ls.js'
import { addManifest } from './commands/manifest.js'
import { addPull } from './commands/pull.js'
import { addRemove } from './commands/rm.js'
import { addServe } from './commands/serve.js'
import { addVerify } from './commands/verify.js'
import { type Console, say } from './console.js'
import { EXIT, exitCodeOf } from './exit-code.js'

/** Runs the command line. Never rejects: what goes wrong is told in words and by `process.exitCode`. */
export async function runProgram(args: readonly string[], console: Console): Promise<void> {
  const program = new Command('weightlift')
    .description(
      'AI model files on this machine: resumed after any break, proved by their digest before they get their name',
    )
    .version(version())
    .showHelpAfterError('Run "weightlift help <command>" for its options.')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'weightlift: ')) })
    .exitOverride()
  for (const add of [addPull, addList, addVerify, addRemove, addManifest, addServe]) add(program, console)
  for (const command of program.commands) command.copyInheritedSettings(program)
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (thrown) {
    process.exitCode = tell(thrown, console)
  }
}

function tell(thrown: unknown, console: Console): number {
  // Commander has said its words already; help and version are no failures.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.done : EXIT.usage
  if (isEngineError(thrown)) {
    say(console.err, `weightlift: ${thrown.message} (${thrown.code})`)
    return exitCodeOf(thrown.code)
  }
  say(
    console.err,
    `weightlift: something unexpected happened: ${thrown instanceof Error ? thrown.stack : String(thrown)}`,
  )
  return EXIT.unexpected
}

function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
