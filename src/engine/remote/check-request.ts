import { COMMAND_TYPES, type Command, QUERY_TYPES, type Query } from '../core/command.js'
import { CommandSchema, QuerySchema } from './command-schema.js'
import { type Parsed, parse } from './protocol.js'
import { type Refusal, refuse } from './refusal.js'

/** A request that may go on, or a refusal. */
export type Checked<T> = { readonly ok: true; readonly value: T } | Refusal

/** Checks a command before it is sent: the other side would drop it, and whoever asked would not learn why. */
export function checkCommand(command: Command): Checked<Command> {
  return check(parse(CommandSchema, command), command, COMMAND_TYPES)
}

/** Checks a query before it is sent. */
export function checkQuery(query: Query): Checked<Query> {
  return check(parse(QuerySchema, query), query, QUERY_TYPES)
}

function check<T>(
  parsed: Parsed<T>,
  request: { readonly type?: unknown } | null,
  types: readonly string[],
): Checked<T> {
  if (parsed.problem === null) return { ok: true, value: parsed.message }
  const type = request?.type
  if (typeof type !== 'string' || !types.includes(type)) {
    return refuse('unsupported', "There is no such command or query. The snapshot's capabilities list those there are.")
  }
  const code = parsed.problem.startsWith('model') ? 'invalid-model' : 'invalid-command'
  return refuse(code, `"${type}" was not sent because it cannot be understood: ${parsed.problem}. Correct the call.`)
}
