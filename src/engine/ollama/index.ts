export type { Engine } from '../core/engine.js'
export type { MoverStore } from '../mover/mover-memory.js'
export { type ConnectOllamaOptions, connectOllamaEngine } from './connect-ollama-engine.js'
