import type { ContractModels, HttpFault, KnownModel, SimulatedMachine } from '../../src/engine/testing/index.js'
import { OTHER_DIGEST, SIZES } from './sizes.js'

export const ORIGIN = 'https://models.example'

/** What the contract downloads, on the web of a simulated machine. */
export function serveModels(machine: SimulatedMachine): ContractModels {
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
