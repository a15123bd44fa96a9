import { COMMAND_TYPES, QUERY_TYPES } from './command.js'
import { SETTING_NAMES } from './settings.js'
import type { Capabilities } from './snapshot.js'

/** Commands, queries and settings that the core and the host carry out. A platform may list fewer. */
export const CORE_CAPABILITIES: Capabilities = {
  commands: COMMAND_TYPES,
  queries: QUERY_TYPES,
  settings: SETTING_NAMES,
}
