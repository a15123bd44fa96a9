import { createCommandMemory } from '../../../src/engine/remote/command-memory.js'
import { connectEngine } from '../../../src/engine/remote/connect-engine.js'
import type { ServeEngineOptions } from '../../../src/engine/remote/engine-share.js'
import { serveEngine } from '../../../src/engine/remote/serve-engine.js'
import type { Warning } from '../../../src/engine/remote/warning.js'
import { settle } from '../../../src/engine/testing/settle.js'
import { createVirtualClock } from '../../../src/engine/testing/virtual-clock.js'
import { createFakeEngine } from './fake-engine.js'
import { createTransportPair } from './transport-pair.js'

export const LISTED = {
  id: 'silero-vad',
  url: 'https://models.example/silero.onnx',
  sha256: 'ab'.repeat(32),
  size: 1000,
}

/** An engine, a border, and the same engine at the other side of it. */
export function createBorder(options: Partial<ServeEngineOptions> = {}) {
  const clock = createVirtualClock()
  const engine = createFakeEngine()
  const memory = createCommandMemory()
  const warnings: Warning[] = []
  const pair = createTransportPair((far) => {
    serveEngine(engine, far, {
      catalog: [LISTED],
      clock,
      memory,
      onWarning: (warning) => warnings.push(warning),
      ...options,
    })
  })
  const remote = connectEngine(pair.near, { clock, onWarning: (warning) => warnings.push(warning) })
  return { clock, engine, pair, remote, warnings }
}

/** The same, connected and in step. */
export async function createOpenBorder(options: Partial<ServeEngineOptions> = {}) {
  const border = createBorder(options)
  border.pair.restore()
  await settle()
  return border
}
