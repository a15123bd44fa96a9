import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { formatBytes } from '../../engine/core/format.js'
import { type Console, say } from '../console.js'
import { type PlaceOptions, withPlace } from '../engine-options.js'
import { withEngine } from '../open-engine.js'
import { missing } from './verify.js'

/** `rm`: deletes models and what is here of them. */
export function addRemove(program: Command, console: Console): void {
  const command = program
    .command('rm')
    .description('delete models, complete or not')
    .argument('<id...>', 'as ls shows them')
  withPlace(command).action(async (ids: readonly string[], options: PlaceOptions) => {
    if (!existsSync(options.dir)) throw missing(ids[0] as string, options.dir)
    await withEngine(options, async ({ client }) => {
      const { models } = await client.storage()
      for (const id of ids) {
        await client.remove(id)
        const bytes = models.filter((model) => model.id === id).reduce((sum, model) => sum + model.bytes, 0)
        say(console.err, `${id}: removed, ${formatBytes(bytes)}`)
      }
    })
  })
}
