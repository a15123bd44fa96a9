import { describe, expect, it } from 'vitest'
import type { Engine } from '../../../src/engine/core/engine.js'
import {
  type ContractModels,
  type Subject,
  type SubjectOptions,
  testEngine,
} from '../../../src/engine/testing/index.js'
import { connectWorkerEngine } from '../../../src/engine/worker/index.js'
import type { ControlReply, ControlRequest } from './control.js'

const STEP_MS = 100
const PATIENCE_MS = 60_000

interface Opened {
  /** Where to connect: a shared worker is met anew each time. */
  meet(): Worker | SharedWorker
  readonly wire: Worker | MessagePort
  end(): void
}

let lastName = 0

const KINDS: Record<string, () => Opened> = {
  'a Worker'() {
    const worker = new Worker(new URL('./simulated-worker.ts', import.meta.url), { type: 'module' })
    return { meet: () => worker, wire: worker, end: () => worker.terminate() }
  },
  'a SharedWorker'() {
    lastName += 1
    const name = `contract-${lastName}`
    const meet = () => new SharedWorker(new URL('./simulated-worker.ts', import.meta.url), { type: 'module', name })
    const { port } = meet()
    port.start()
    return { meet, wire: port, end: () => port.close() }
  },
}

for (const [kind, open] of Object.entries(KINDS)) {
  testEngine({ describe, it: it.concurrent, expect }, `an engine in ${kind}`, {
    create: (options) => create(open(), options),
  })
}

async function create({ meet, wire, end }: Opened, options?: SubjectOptions): Promise<Subject> {
  let lastId = 0
  const waiting = new Map<number, (value: unknown) => void>()
  wire.addEventListener('message', (event) => {
    const { type, id, value } = (event as MessageEvent<ControlReply>).data
    if (type === 'reply') waiting.get(id)?.(value)
  })

  function tell<T>(request: ControlRequest): Promise<T> {
    lastId += 1
    const id = lastId
    wire.postMessage({ type: 'control', id, ...request })
    return new Promise((resolve) => waiting.set(id, resolve as (value: unknown) => void))
  }

  let nowMs = 0
  async function advance(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= STEP_MS) {
      nowMs = await tell<number>({ what: 'advance', ms: Math.min(left, STEP_MS) })
      // What went out before the reply did is here by the next turn.
      await new Promise<void>((resolve) => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve()
        port2.postMessage(null)
      })
    }
  }

  const models = await tell<ContractModels>({ what: 'start', options })
  let engine: Engine = connectWorkerEngine(meet)
  return {
    get engine() {
      return engine
    },
    models,
    now: () => nowMs,
    wait: advance,
    async until(isSo) {
      for (let waited = 0; !isSo(engine.getSnapshot()); waited += STEP_MS) {
        if (waited > PATIENCE_MS) throw new Error(`Not so: ${isSo}\n${JSON.stringify(engine.getSnapshot())}`)
        await advance(STEP_MS)
      }
    },
    hurry: () => void tell({ what: 'hurry' }),
    mend: () => void tell({ what: 'mend' }),
    release: () => tell({ what: 'release' }),
    async restart() {
      await engine.close()
      await tell({ what: 'restart' })
      engine = connectWorkerEngine(meet)
    },
    sha256At: (location) => tell({ what: 'digest', location }),
    overwrite: async (location, bytes) => void (await tell({ what: 'overwrite', location, bytes })),
    async dispose() {
      await engine.close()
      end()
    },
  }
}
