import { contentDigest } from '../../../src/engine/testing/content-digest.js'
import {
  createSimulatedEngine,
  createSimulatedMachine,
  type SimulatedEngine,
  type SubjectOptions,
} from '../../../src/engine/testing/index.js'
import { SparseBytes } from '../../../src/engine/testing/sparse-bytes.js'
import { serveWorkerEngine } from '../../../src/engine/worker/index.js'
import { ORIGIN, serveModels } from '../../contract/simulated-models.js'
import { BYTES_PER_SECOND, SIZES } from '../../contract/sizes.js'
import type { Control, ControlReply } from './control.js'

// A worker with a simulated machine, an engine on it, and a wire for the test to move time and disk by.
const machine = createSimulatedMachine({ bytesPerSecond: BYTES_PER_SECOND })
const models = serveModels(machine)
let engine: SimulatedEngine
let options: SubjectOptions | undefined
let start: (engine: SimulatedEngine) => void
let stop = serve(
  new Promise<SimulatedEngine>((resolve) => {
    start = resolve
  }),
)

function serve(served: SimulatedEngine | Promise<SimulatedEngine>): () => void {
  return serveWorkerEngine(served, {
    catalog: [models.several],
    allow: { urls: 'any', locate: true, cancel: true, remove: true, configure: true },
    clock: machine.clock,
  })
}

async function carryOut(control: Control): Promise<unknown> {
  switch (control.what) {
    case 'start':
      options = control.options
      engine = createSimulatedEngine({ ...options, machine })
      start(engine)
      return models
    case 'advance':
      await machine.clock.advance(control.ms)
      return machine.clock.now()
    case 'restart':
      stop()
      await engine.close()
      engine = createSimulatedEngine({ ...options, machine })
      stop = serve(engine)
      return null
    case 'hurry':
      return machine.http.link.setSpeed(null)
    case 'mend':
      return machine.http.heal()
    case 'release':
      return machine.serve(`${ORIGIN}/moving/model.bin`, { size: SIZES.other, seed: 999 })
    case 'digest': {
      const content = machine.files.contentAt(control.location)
      return content === null || content === undefined ? '' : contentDigest(content, content.size, null)
    }
    case 'overwrite':
      return machine.files.overwrite(control.location, SparseBytes.ofBytes(control.bytes))
  }
}

function listen(port: MessagePort | typeof globalThis): void {
  port.addEventListener('message', async (event) => {
    const control = (event as MessageEvent).data as Control
    if (control.type !== 'control') return
    const reply: ControlReply = { type: 'reply', id: control.id, value: (await carryOut(control)) ?? null }
    const target = port as MessagePort
    target.postMessage(reply)
  })
}

if ('onconnect' in globalThis) {
  globalThis.addEventListener('connect', (event) => {
    const [port] = (event as MessageEvent).ports
    if (port === undefined) return
    listen(port)
    port.start()
  })
} else listen(globalThis)
