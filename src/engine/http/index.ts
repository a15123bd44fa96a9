export type { Engine } from '../core/engine.js'
export type { ReconnectOptions } from '../remote/reconnect.js'
export type { Warning } from '../remote/warning.js'
export { type ConnectHttpEngineOptions, connectHttpEngine } from './connect-http-engine.js'
