export type { Engine } from '../core/engine.js'
export type { EngineOptions, HeadersOption, RetryOptions } from '../host/options.js'
export { type BrowserEngineOptions, createBrowserEngine } from './create-browser-engine.js'
export { openModelFile } from './model-file.js'
