// A process with nothing but an engine in it. Options of the engine come by argv, commands by stdin; every snapshot goes to stdout.
import { createInterface } from 'node:readline'
import type { Command } from '../../../src/engine/core/command.js'
import { createNodeEngine } from '../../../src/engine/node/index.js'

/** A line of stdin. */
export interface Asked {
  readonly number: number
  /** Left out: close. */
  readonly command?: Command
}

const say = (message: unknown): boolean => process.stdout.write(`${JSON.stringify(message)}\n`)
const complain = (kind: string) => (thrown: unknown) =>
  say({ type: 'breach', message: `${kind}: ${thrown instanceof Error ? thrown.stack : String(thrown)}` })

process.on('unhandledRejection', complain('unhandled rejection'))
process.on('uncaughtException', complain('uncaught exception'))
process.on('warning', complain('warning'))

const engine = createNodeEngine(JSON.parse(process.argv[2] as string))
const show = (): boolean => say({ type: 'snapshot', snapshot: engine.getSnapshot() })
engine.subscribe(show)
show()

const lines = createInterface({ input: process.stdin })
lines.on('line', async (line) => {
  const { number, command } = JSON.parse(line) as Asked
  if (command !== undefined) {
    say({ type: 'receipt', number, receipt: await engine.dispatch(command) })
    return
  }
  await engine.close()
  say({ type: 'receipt', number, receipt: { ok: true } })
  lines.close()
})
