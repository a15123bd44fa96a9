import { afterEach, describe, expect, it } from 'vitest'
import type { BrowserEngineOptions } from '../../../src/engine/browser/index.js'
import { readLog } from '../../../src/engine/browser/worker/read-log.js'
import { type Client, createClient } from '../../../src/engine/core/client.js'
import type { DownloadStatus } from '../../../src/engine/core/download.js'
import { commands, type OpenServer } from './commands.js'
import { newDirectory, type OpenedEngine, openEngine, removeDirectory, sha256Of, untilSo } from './open-engine.js'

const PATH = '/model.bin'
const SIZE = 3_000_000

interface Scene extends OpenedEngine {
  readonly server: OpenServer
  readonly client: Client
  readonly warnings: readonly string[]
  readonly directory: string
  readonly model: { readonly id: string; readonly url: string; readonly size: number; readonly sha256: string }
  until(...statuses: readonly DownloadStatus[]): Promise<void>
}

const ends: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

async function open(
  cors: boolean | { readonly expose: string } = true,
  options: BrowserEngineOptions = {},
): Promise<Scene> {
  const server = await commands.openServer({ [PATH]: SIZE }, cors)
  const directory = newDirectory()
  const warnings: string[] = []
  const opened = openEngine({ directory, onWarning: (message) => warnings.push(message), ...options })
  ends.push(async () => {
    await opened.engine.close()
    await commands.closeServer(server.id)
    await removeDirectory(directory)
  })
  return {
    ...opened,
    server,
    warnings,
    directory,
    client: createClient(opened.engine),
    model: { id: 'model', url: server.url + PATH, size: SIZE, sha256: server.sha256[PATH] as string },
    until: (...statuses) =>
      untilSo(opened.engine, ({ downloads }) => statuses.includes(downloads.model?.status as DownloadStatus)),
  }
}

describe('fetching from another origin', () => {
  it('asks no preflight, and for plain bytes', async () => {
    const { client, model, server, until } = await open()
    await client.download(model)
    await until('completed')
    const requests = await commands.serverRequests(server.id)
    expect(requests.length).toBeGreaterThan(0)
    expect(requests.filter(({ method }) => method === 'OPTIONS')).toEqual([])
    for (const { headers } of requests) expect(headers['accept-encoding']).toBe('identity')
  })

  it('names the header that a server hides, and takes the file in one piece', async () => {
    const { client, model, until, warnings } = await open({ expose: 'content-length' })
    await client.download(model)
    await until('completed')
    expect(warnings).toEqual([expect.stringContaining('Access-Control-Expose-Headers: Content-Range')])
    const { files } = await client.whenCompleted(model.id)
    expect(await sha256Of(files[0]?.location ?? '')).toBe(model.sha256)
  })

  it('tells a server that lets no page read from one that is down', async () => {
    const { client, engine, model, until } = await open(false)
    await client.download(model)
    await until('failed')
    expect(engine.getSnapshot().downloads.model?.error).toMatchObject({
      code: 'forbidden',
      retryable: false,
      message: expect.stringContaining('Access-Control-Allow-Origin'),
    })
  })

  it('goes on after the connection was reset', async () => {
    const { client, engine, model, server, until } = await open(true, { retry: { minMs: 10, maxMs: 50 } })
    await commands.setServerFaults(server.id, [{ path: PATH, name: 'resetAt', args: [500_000], times: 2 }])
    await client.download(model)
    await until('completed')
    expect(engine.getSnapshot().downloads.model).toMatchObject({ restarts: 0, receivedBytes: SIZE })
  })

  it('follows a redirect to another origin', async () => {
    const { client, model, server, until } = await open()
    await commands.setServerFaults(server.id, [{ path: PATH, name: 'redirectAcrossOrigins', times: 1 }])
    await client.download(model)
    await until('completed')
  })

  it("sends the headers that the page's function gives for a URL", async () => {
    const asked: string[] = []
    const { client, model, server, until } = await open(true, {
      headers: async (url) => {
        asked.push(url)
        return { authorization: 'Bearer a-token' }
      },
    })
    await client.download(model)
    await until('completed')
    expect(asked).toContain(model.url)
    const gets = (await commands.serverRequests(server.id)).filter(({ method }) => method === 'GET')
    expect(gets.every(({ headers }) => headers.authorization === 'Bearer a-token')).toBe(true)
  })
})

describe('what is kept', () => {
  it('is missing, and no error, once the browser has evicted it', async () => {
    const { client, model, until, engine, server } = await open()
    await client.download(model)
    await until('completed')
    const { files } = await client.whenCompleted(model.id)
    const [, directory = ''] = (files[0]?.location ?? '').replace('opfs:', '').split('/')
    const root = await navigator.storage.getDirectory()
    await (await root.getDirectoryHandle(directory)).removeEntry(model.id, { recursive: true })
    expect(await client.availability(model)).toMatchObject({ status: 'missing' })
    expect(await client.locate(model.id)).toBe(null)
    await engine.close()
    await removeDirectory(directory)
    const next = openEngine({ directory })
    ends.push(() => next.engine.close())
    await untilSo(next.engine, ({ link }) => link === 'open')
    expect(next.engine.getSnapshot().downloads).toEqual({})
    expect(server.url).not.toBe('')
  })

  it('keeps how far a partial is hashed, so that a resume need not read it again', async () => {
    const { client, model, engine, server, until, directory } = await open()
    await commands.setServerFaults(server.id, [{ path: PATH, name: 'stallAt', args: [2_500_000], times: 1 }])
    await client.download(model)
    await untilSo(engine, ({ downloads }) => (downloads.model?.verifiedBytes ?? 0) >= 1024 * 1024)
    await client.pause(model.id)
    await untilSo(engine, ({ downloads }) => (downloads.model?.committedBytes ?? 0) >= 1024 * 1024)
    expect(await keptOffset(directory)).toBeGreaterThanOrEqual(1024 * 1024)
    await client.resume(model.id)
    await until('completed')
    const { files } = await client.whenCompleted(model.id)
    expect(await sha256Of(files[0]?.location ?? '')).toBe(model.sha256)
    expect(await keptOffset(directory)).toBe(null)
  })
})

/** Up to where the only partial is hashed, as the engine remembers it; null where it remembers nothing. */
async function keptOffset(directory: string): Promise<number | null> {
  const folder = await (
    await (await navigator.storage.getDirectory()).getDirectoryHandle(directory)
  ).getDirectoryHandle('.weightlift')
  const contents = await Promise.all(
    ['journal-a', 'journal-b'].map(async (name) => {
      const file = await (await folder.getFileHandle(name)).getFile()
      return readLog(new Uint8Array(await file.arrayBuffer()))
    }),
  )
  const [newest] = contents.sort((one, other) => (other?.lastSequence ?? 0) - (one?.lastSequence ?? 0))
  const state = [...(newest?.entries ?? [])].find(([key]) => key.startsWith('digest:'))
  return state === undefined ? null : (JSON.parse(state[1]) as { offset: number }).offset
}
