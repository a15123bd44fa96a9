import { createServer } from 'node:net'
import type { ContractModels, KnownModel } from '../../src/engine/testing/index.js'
import { createModelServer } from '../server/create-model-server.js'
import { captivePortal, status, truncateAt } from '../server/faults.js'
import { BYTES_PER_SECOND, OTHER_DIGEST, SIZES } from './sizes.js'

/** The contract's models on a real server of their own. */
export interface ModelSite {
  readonly models: ContractModels
  /** Origin of every URL but the unreachable one. */
  readonly origin: string
  readonly unreachableOrigin: string
  hurry(): void
  mend(): void
  release(): Promise<{ size: number; sha256: string }>
  close(): Promise<void>
}

export async function createModelSite(): Promise<ModelSite> {
  const sizes = {
    small: SIZES.small,
    'org/other': SIZES.other,
    large: SIZES.large,
    unsized: SIZES.large,
    'bad-digest': SIZES.bad,
    'bad-size': SIZES.bad,
    mendable: SIZES.bad,
    unauthorized: SIZES.bad,
    page: SIZES.bad,
    short: SIZES.bad,
    moving: SIZES.small,
    'versioned-1': SIZES.small,
    'versioned-2': SIZES.large,
  }
  const generated = Object.entries(sizes).map(([id, size], at) => [
    `/${id}/model.bin`,
    { generate: size, seed: at + 1 },
  ])
  const server = await createModelServer({
    cors: true,
    files: {
      ...Object.fromEntries(generated),
      '/several/onnx/model.onnx': { generate: SIZES.small, seed: 101 },
      '/several/config.json': { generate: SIZES.config, seed: 102 },
    },
  })
  const slow = ['/large/model.bin', '/unsized/model.bin', '/versioned-2/model.bin']
  // However long a machine stands still, none of them ends before `hurry`.
  for (const path of slow) server.setLine(path, BYTES_PER_SECOND, 0.75 * SIZES.large)
  const lasting = [
    { path: '/unauthorized/model.bin', fault: status(401) },
    { path: '/page/model.bin', fault: captivePortal() },
    { path: '/short/model.bin', fault: truncateAt(1_000) },
  ]
  server.setFaults(...lasting, { path: '/mendable/model.bin', fault: status(404) })

  const file = async (url: string) => ({
    url: server.url + url,
    size: server.size(url),
    sha256: await server.sha256(url),
  })
  const known = async (id: keyof typeof sizes): Promise<KnownModel> => ({
    id,
    path: 'model.bin',
    ...(await file(`/${id}/model.bin`)),
  })
  const badSize = await known('bad-size')
  const unreachableOrigin = await freeOrigin()
  const models: ContractModels = {
    small: await known('small'),
    other: await known('org/other'),
    large: await known('large'),
    several: {
      id: 'several',
      files: [
        { path: 'onnx/model.onnx', ...(await file('/several/onnx/model.onnx')) },
        { path: 'config.json', ...(await file('/several/config.json')) },
      ],
    },
    unsized: { id: 'unsized', url: `${server.url}/unsized/model.bin` },
    badDigest: { ...(await known('bad-digest')), sha256: OTHER_DIGEST },
    badSize: { ...badSize, size: badSize.size - 1 },
    versions: {
      first: { ...(await known('versioned-1')), id: 'versioned', revision: '1' },
      second: { ...(await known('versioned-2')), id: 'versioned', revision: '2' },
    },
    moving: { id: 'moving', url: `${server.url}/moving/model.bin` },
    notFound: { id: 'not-found', url: `${server.url}/not-found/model.bin` },
    mendable: await known('mendable'),
    unauthorized: await known('unauthorized'),
    unreachable: { id: 'unreachable', url: `${unreachableOrigin}/model.bin` },
    page: await known('page'),
    short: await known('short'),
  }
  return {
    models,
    origin: server.url,
    unreachableOrigin,
    hurry() {
      for (const path of slow) server.setLine(path, null)
    },
    mend: () => server.setFaults(...lasting),
    async release() {
      server.setFile('/moving/model.bin', { generate: SIZES.other, seed: 999 })
      return { size: server.size('/moving/model.bin'), sha256: await server.sha256('/moving/model.bin') }
    },
    close: () => server.close(),
  }
}

/** An origin on this machine where nobody listens. */
async function freeOrigin(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}
