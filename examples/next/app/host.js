import { createEngineHandler } from 'weightlift/http/server'
import { createNodeEngine } from 'weightlift/node'

export const MODEL = {
  id: 'voice',
  name: 'Voice model',
  url: process.env.MODEL_URL ?? 'https://models.example/voice.bin',
}

/** One a process: Next loads this file once for pages and once for routes, and anew after a change in development. */
function host() {
  globalThis.weightlift ??= { token: crypto.randomUUID(), handler: null }
  return globalThis.weightlift
}

export function token() {
  return host().token
}

/** Opened by the first request, and not while Next builds. */
export function handler(request) {
  const shared = host()
  shared.handler ??= createEngineHandler(createNodeEngine({ directory: process.env.MODELS ?? 'models' }), {
    token: shared.token,
    catalog: [MODEL],
    origins: [process.env.ORIGIN ?? 'http://127.0.0.1:3000'],
    allow: { cancel: true, remove: true },
  })
  return shared.handler(request)
}
