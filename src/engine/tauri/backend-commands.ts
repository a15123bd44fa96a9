import type { CommandType } from '../core/command.js'
import { isEngineError } from '../core/errors.js'
import type { Model } from '../core/model.js'
import { commandError } from './backend-error.js'
import type { ConnectTauriCommandsOptions, TauriCommandNames } from './connect-tauri-commands.js'

const COMMANDS: TauriCommandNames = {
  check: 'check_model_available',
  start: 'start_model_download',
  queue: 'queue_model_download',
  network: 'check_network_available',
  paused: 'is_download_paused',
  pause: null,
  resume: null,
  cancel: null,
  remove: null,
}

/** The backend's commands under their names. */
export interface BackendCommands {
  readonly names: TauriCommandNames
  /** @throws EngineError `network`, without a second try, where the backend throws */
  ask(command: string, model?: Model): Promise<unknown>
}

export function createBackendCommands({
  invoke,
  commands,
  args = defaultArgs,
}: Pick<ConnectTauriCommandsOptions, 'invoke' | 'commands' | 'args'>): BackendCommands {
  return {
    names: { ...COMMANDS, ...commands },
    async ask(command, model) {
      try {
        return await invoke(command, model === undefined ? undefined : args(model))
      } catch (thrown) {
        throw isEngineError(thrown) ? thrown : commandError(thrown, `The command ${command} failed`)
      }
    },
  }
}

/** What an engine over them can be asked for. */
export function commandsOf({ pause, resume, cancel, remove }: TauriCommandNames): readonly CommandType[] {
  const commands: CommandType[] = ['download', 'retry', 'prioritize', 'move']
  if (pause !== null && resume !== null) commands.push('pause', 'resume', 'pauseAll', 'resumeAll')
  if (cancel !== null) commands.push('cancel', 'discard')
  if (remove !== null) commands.push('remove')
  return commands
}

function defaultArgs({ id, files }: Model): Record<string, unknown> {
  return { id, modelId: id, url: files[0]?.urls[0] ?? null }
}
