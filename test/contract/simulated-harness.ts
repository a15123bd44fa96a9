import { createHash } from 'node:crypto'
import { createSimulatedEngine, createSimulatedMachine, type EngineHarness } from '../../src/engine/testing/index.js'
import { SparseBytes } from '../../src/engine/testing/sparse-bytes.js'
import { ORIGIN, serveModels } from './simulated-models.js'
import { BYTES_PER_SECOND, SIZES } from './sizes.js'

const createSha256 = () => createHash('sha256')

/** The contract's harness over virtual time and real digests. */
export function createSimulatedHarness(): EngineHarness {
  return {
    async create(options) {
      const machine = createSimulatedMachine({ bytesPerSecond: BYTES_PER_SECOND, createHash: createSha256 })
      const models = serveModels(machine)
      let engine = createSimulatedEngine({ ...options, machine })
      return {
        get engine() {
          return engine
        },
        models,
        now: machine.clock.now,
        wait: machine.clock.advance,
        until: (isSo) => engine.until(isSo, 60_000),
        hurry: () => machine.http.link.setSpeed(null),
        mend: () => machine.http.heal(),
        release: async () => machine.serve(`${ORIGIN}/moving/model.bin`, { size: SIZES.other, seed: 999 }),
        async restart() {
          engine = engine.restart({ powerLoss: true })
        },
        async addEngine() {
          engine = createSimulatedEngine({ ...options, machine })
        },
        async sha256At(location) {
          const content = machine.files.contentAt(location)
          return createHash('sha256')
            .update(content?.read(0, content.size) ?? '')
            .digest('hex')
        },
        async overwrite(location, bytes) {
          machine.files.overwrite(location, SparseBytes.ofBytes(bytes))
        },
        dispose: () => engine.close(),
      }
    },
  }
}
