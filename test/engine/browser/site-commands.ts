import type { BrowserCommand } from 'vitest/node'
import { createModelSite, type ModelSite } from '../../contract/model-site.js'
import type { CorsOption } from '../../server/cors.js'
import { createModelServer, type ModelServer } from '../../server/create-model-server.js'
import { faultNamed, type NamedFault } from './named-fault.js'

/** What a test in a browser may ask of the process that runs it: model servers. */
const sites = new Map<number, ModelSite>()
const servers = new Map<number, ModelServer>()
let lastId = 0

function nextId(): number {
  lastId += 1
  return lastId
}

const openSite: BrowserCommand<[]> = async () => {
  const id = nextId()
  const site = await createModelSite()
  sites.set(id, site)
  return { id, models: site.models, origin: site.origin }
}

const tellSite: BrowserCommand<[id: number, what: 'hurry' | 'mend']> = (_, id, what) => {
  sites.get(id)?.[what]()
}

const releaseSite: BrowserCommand<[id: number]> = (_, id) => sites.get(id)?.release()

const closeSite: BrowserCommand<[id: number]> = async (_, id) => {
  await sites.get(id)?.close()
  sites.delete(id)
}

const openServer: BrowserCommand<[sizes: Record<string, number>, cors?: CorsOption]> = async (
  _,
  sizes,
  cors = true,
) => {
  const id = nextId()
  const files = Object.fromEntries(Object.entries(sizes).map(([path, generate], seed) => [path, { generate, seed }]))
  const server = await createModelServer({ files, cors })
  servers.set(id, server)
  const digests = await Promise.all(Object.keys(sizes).map(async (path) => [path, await server.sha256(path)] as const))
  return { id, url: server.url, sha256: Object.fromEntries(digests) }
}

const setServerFaults: BrowserCommand<[id: number, faults: readonly NamedFault[]]> = (_, id, faults) => {
  servers.get(id)?.setFaults(...faults.map(faultNamed))
}

const serverRequests: BrowserCommand<[id: number]> = (_, id) =>
  (servers.get(id)?.requests ?? []).map(({ method, path, range, status, headers }) => ({
    method,
    path,
    range,
    status,
    headers,
  }))

const closeServer: BrowserCommand<[id: number]> = async (_, id) => {
  await servers.get(id)?.close()
  servers.delete(id)
}

export const siteCommands = {
  openSite,
  tellSite,
  releaseSite,
  closeSite,
  openServer,
  setServerFaults,
  serverRequests,
  closeServer,
}
