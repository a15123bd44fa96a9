import { type Command, InvalidArgumentError } from 'commander'
import { COMMAND_TYPES, type CommandType } from '../engine/core/command.js'
import type { ModelInput } from '../engine/core/model.js'
import type { Allow } from '../engine/remote/policy.js'
import { collect } from './parse-bytes.js'
import { readModelFile } from './read-models.js'

/** What the other side of a border may ask for, as options. */
export interface BorderOptions {
  readonly catalog?: readonly string[]
  readonly allow?: readonly string[]
  readonly allowUrl?: readonly string[]
}

const WORDS: readonly string[] = [...COMMAND_TYPES, 'locate']

export function withBorder(command: Command): Command {
  return command
    .option('--catalog <model.json>', 'models that may be asked for by id: a model or a list (repeatable)', collect)
    .option('--allow <verbs>', 'what else may be done, like cancel,remove,configure,locate', parseVerbs)
    .option('--allow-url <origin>', 'an origin whose URLs may be given, or any (repeatable)', collect)
}

function parseVerbs(text: string, before: readonly string[] = []): readonly string[] {
  const verbs = text.split(',').map((verb) => verb.trim())
  const unknown = verbs.find((verb) => !WORDS.includes(verb))
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is none of ${WORDS.join(', ')}.`)
  return [...before, ...verbs]
}

/** The catalogue and the policy of options. @throws EngineError `invalid-model` */
export async function borderOf({ catalog = [], allow = [], allowUrl = [] }: BorderOptions): Promise<{
  readonly catalog: readonly ModelInput[]
  readonly allow: Allow
}> {
  const models = (await Promise.all(catalog.map(readModelFile))).flat()
  const verbs = Object.fromEntries(allow.map((verb) => [verb, true])) as Partial<
    Record<CommandType | 'locate', boolean>
  >
  return { catalog: models, allow: { ...verbs, urls: allowUrl.includes('any') ? 'any' : allowUrl } }
}
