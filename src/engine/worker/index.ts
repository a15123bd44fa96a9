export type { Engine } from '../core/engine.js'
export type { Catalog } from '../remote/model-policy.js'
export type { Allow } from '../remote/policy.js'
export type { ReconnectOptions } from '../remote/reconnect.js'
export type { Warning } from '../remote/warning.js'
export {
  type ConnectWorkerEngineOptions,
  connectWorkerEngine,
  type PortOwner,
  type PortTaker,
} from './connect-worker-engine.js'
export { type ServeWorkerEngineOptions, serveWorkerEngine, type WorkerScope } from './serve-worker-engine.js'
