import type { Command } from '../core/command.js'
import type { Model } from '../core/model.js'
import { modelFolder } from '../core/safe-path.js'
import type { EngineState } from '../core/state.js'
import type { HostContext } from './context.js'
import type { PreparedCommand } from './prepare-command.js'

/**
 * A command about a model that was complete and then deleted or changed behind our back: nothing shows it any more, but
 * what is left of it can still be repaired and removed. Null where the command is about no such model.
 */
export function onLostModel(host: HostContext, state: EngineState, command: Command): PreparedCommand | null {
  if ((command.type !== 'verify' && command.type !== 'remove') || state.downloads.has(command.id)) return null
  const entry = host.store.get(command.id)
  if (entry?.record.intent !== 'completed') return null
  const { model, version } = entry.record
  if (command.type === 'verify') return { command: { type: 'download', model }, after: async () => {} }
  // A sweep of nothing: what the core knows nothing of it cannot remove, but it says whether this engine may delete.
  return { command: { type: 'sweep', ids: [] }, after: (now) => erase(host, model, version.generation, now) }
}

async function erase(host: HostContext, model: Model, generation: number, now: () => EngineState): Promise<void> {
  // Somebody has asked for it meanwhile.
  if (now().downloads.has(model.id)) return
  await host.store.forget(model)
  await host.platform.files.deleteFolder(modelFolder(model.id, generation))
}
