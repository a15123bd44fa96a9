export type { Engine } from '../core/engine.js'
export type { MoverStore } from '../mover/mover-memory.js'
export { type ConnectAria2Options, connectAria2Engine } from './connect-aria2-engine.js'
export type { Aria2Socket } from './json-rpc.js'
