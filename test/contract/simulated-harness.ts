import { createHash } from 'node:crypto'
import {
  type ContractModels,
  createSimulatedEngine,
  createSimulatedMachine,
  type EngineHarness,
  type HttpFault,
  type KnownModel,
  type SimulatedMachine,
} from '../../src/engine/testing/index.js'
import { SparseBytes } from '../../src/engine/testing/sparse-bytes.js'
import { BYTES_PER_SECOND, OTHER_DIGEST, SIZES } from './sizes.js'

const ORIGIN = 'https://models.example'
const createSha256 = () => createHash('sha256')

function serveModels(machine: SimulatedMachine): ContractModels {
  const known = (id: string, size: number): KnownModel => ({
    id,
    path: 'model.bin',
    ...machine.serve(`${ORIGIN}/${id}/model.bin`, { size }),
  })
  const always = (model: KnownModel, fault: HttpFault): KnownModel => {
    machine.http.fail(model.url, fault, Number.POSITIVE_INFINITY)
    return model
  }
  const weights = machine.serve(`${ORIGIN}/several/onnx/model.onnx`, { size: SIZES.small })
  const config = machine.serve(`${ORIGIN}/several/config.json`, { size: SIZES.config })
  const unsized = machine.serve(`${ORIGIN}/unsized/model.bin`, { size: SIZES.large })
  const mendable = known('mendable', SIZES.bad)
  const badSize = known('bad-size', SIZES.bad)
  return {
    small: known('small', SIZES.small),
    other: known('org/other', SIZES.other),
    large: known('large', SIZES.large),
    several: {
      id: 'several',
      files: [
        { path: 'onnx/model.onnx', ...weights },
        { path: 'config.json', ...config },
      ],
    },
    unsized: { id: 'unsized', url: unsized.url },
    badDigest: { ...known('bad-digest', SIZES.bad), sha256: OTHER_DIGEST },
    badSize: { ...badSize, size: badSize.size - 1 },
    versions: {
      first: { ...known('versioned-1', SIZES.small), id: 'versioned', revision: '1' },
      second: { ...known('versioned-2', SIZES.large), id: 'versioned', revision: '2' },
    },
    moving: { id: 'moving', url: machine.serve(`${ORIGIN}/moving/model.bin`, { size: SIZES.small }).url },
    notFound: { id: 'not-found', url: `${ORIGIN}/not-found/model.bin` },
    mendable: always(mendable, { type: 'status', status: 404 }),
    unauthorized: always(known('unauthorized', SIZES.bad), { type: 'status', status: 401 }),
    unreachable: always(known('unreachable', SIZES.bad), { type: 'network' }),
    page: always(known('page', SIZES.bad), {
      type: 'status',
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<!doctype html><p>Welcome to the Wi-Fi',
    }),
    short: always(known('short', SIZES.bad), { type: 'short', at: 1_000 }),
  }
}

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
