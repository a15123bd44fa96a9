import type { Command } from '../core/command.js'
import { EngineError } from '../core/errors.js'
import type { CheckedCommand } from '../core/input.js'
import { parseModel } from '../core/parse-model.js'
import type { EngineState } from '../core/state.js'
import type { HostContext } from './context.js'
import { onLostModel } from './lost-models.js'
import type { EngineOptions } from './options.js'
import { placesToAdopt } from './places-to-adopt.js'
import { clearLeftovers, findOld } from './sweep.js'

/** A command with what the core has to know of the disk for it, and what is to be done once it is taken. */
export interface PreparedCommand {
  readonly command: CheckedCommand
  /** @param now - The state when it was taken, and at any later moment. */
  after(now: () => EngineState): Promise<void>
}

/**
 * Refuses at once what can never be, also before the directory was read.
 *
 * @throws EngineError `invalid-model`, `insecure-url`
 */
export function checkModel(command: Command, { allowInsecureHttp = false }: EngineOptions): void {
  if (command.type === 'download' || command.type === 'adopt' || command.type === 'check')
    parseModel(command.model, { allowInsecureHttp })
}

/** @throws EngineError where a look at the disk shows that it cannot be carried out */
export async function prepareCommand(
  host: HostContext,
  state: EngineState,
  command: Command,
): Promise<PreparedCommand> {
  const { allowInsecureHttp = false } = host.options
  switch (command.type) {
    case 'download':
    case 'check':
      return plain({ ...command, model: parseModel(command.model, { allowInsecureHttp }) })
    case 'adopt': {
      const asked = parseModel(command.model, { allowInsecureHttp })
      const { location, link = false } = command
      if (typeof location !== 'string' || typeof link !== 'boolean')
        throw new EngineError(
          'invalid-command',
          'To adopt takes a location, the path of a file, and link: true or false.',
        )
      const model = asked.files.length > 0 ? asked : (state.downloads.get(asked.id)?.model ?? asked)
      await placesToAdopt(host.platform.files.incoming, model, location)
      return plain({ type: 'adopt', model, location, link })
    }
    case 'sweep': {
      const { ids, leftovers } = await findOld(host, state, command.olderThanMs)
      return { command: { type: 'sweep', ids }, after: (now) => clearLeftovers(host, leftovers, now) }
    }
    default:
      return onLostModel(host, state, command) ?? plain(command)
  }
}

function plain(command: CheckedCommand): PreparedCommand {
  return { command, after: () => Promise.resolve() }
}
