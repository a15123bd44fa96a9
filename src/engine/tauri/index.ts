export type { Engine } from '../core/engine.js'
export type { MoverStore } from '../mover/mover-memory.js'
export type { RestartOptions } from '../remote/process-transport.js'
export type { Warning } from '../remote/warning.js'
export {
  type ConnectTauriCommandsOptions,
  connectTauriCommands,
  type TauriCommandNames,
  type TauriEventNames,
} from './connect-tauri-commands.js'
export {
  type ConnectTauriOptions,
  connectTauriEngine,
  type TauriChild,
  type TauriCommand,
  type TauriShell,
} from './connect-tauri-engine.js'
