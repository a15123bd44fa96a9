import { afterEach, describe, expect, it } from 'vitest'
import type { BrowserEngineOptions } from '../../../src/engine/browser/index.js'
import { MOST_WAITING_BYTES } from '../../../src/engine/browser/worker/browser-http.js'
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
  size: number = SIZE,
): Promise<Scene> {
  const server = await commands.openServer({ [PATH]: size }, cors)
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
    model: { id: 'model', url: server.url + PATH, size, sha256: server.sha256[PATH] as string },
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

  it('takes the file in one piece where Content-Range alone is hidden', async () => {
    const { client, model, until, warnings } = await open({
      expose: 'accept-ranges, content-length, etag, retry-after',
    })
    await client.download(model)
    await until('completed')
    expect(warnings).toEqual([expect.stringContaining('hides the header Content-Range')])
  })

  it('resumes where ETag alone is hidden, and says once what its server has to expose', async () => {
    const { client, engine, model, server, until, warnings } = await open(
      { expose: 'content-range' },
      { retry: { minMs: 10, maxMs: 50 }, connections: 1 },
    )
    await commands.setServerFaults(server.id, [{ path: PATH, name: 'resetAt', args: [1_500_000], times: 2 }])
    await client.download(model)
    await until('completed')
    expect(engine.getSnapshot().downloads.model).toMatchObject({ restarts: 0, receivedBytes: SIZE })
    expect(warnings).toEqual([expect.stringMatching(/no ETag.*Access-Control-Expose-Headers: .*ETag/)])
  })

  it('misses nothing where what it does not need is hidden', async () => {
    const { client, engine, model, until, warnings } = await open({ expose: 'content-range, etag' })
    await client.download({ ...model, sha256: undefined })
    await until('completed')
    expect(engine.getSnapshot().downloads.model).toMatchObject({ restarts: 0, receivedBytes: SIZE })
    expect(warnings).toEqual([])
  })

  it.each([
    ['hidden', 'content-range, etag', 1],
    ['shown', 'content-range, etag, retry-after', 0],
  ] as const)('tries again when it is turned away with Retry-After %s', async (_, expose, told) => {
    const { client, model, server, until, warnings } = await open({ expose }, { retry: { minMs: 10, maxMs: 50 } })
    await commands.setServerFaults(server.id, [
      { path: PATH, name: 'status', args: [429, { headers: { 'retry-after': '1' } }], times: 1 },
    ])
    await client.download(model)
    await until('completed')
    expect(warnings).toHaveLength(told)
    for (const warning of warnings) expect(warning).toContain('no Retry-After')
  })

  it.each([
    ['Repr-Digest', 'shown', 'content-range, etag, repr-digest', 'failed'],
    ['Repr-Digest', 'hidden', 'content-range, etag', 'completed'],
    ['X-Linked-Etag', 'shown', 'content-range, etag, x-linked-etag', 'failed'],
    ['X-Linked-Etag', 'hidden', 'content-range, etag', 'completed'],
  ] as const)("holds a file against its server's own %s where that is %s", async (name, _, expose, status) => {
    const { client, engine, model, server, until } = await open(
      { expose },
      { retry: { minMs: 10, maxMs: 50, attempts: 1 } },
    )
    const digest =
      name === 'Repr-Digest' ? `sha-256=:${btoa(String.fromCharCode(...new Uint8Array(32)))}:` : '0'.repeat(64)
    await commands.setServerFaults(server.id, [
      { path: PATH, name: 'setHeaders', args: [{ [name.toLowerCase()]: digest }], times: 100 },
    ])
    await client.download({ ...model, sha256: undefined })
    await until(status)
    const { unverified, error } = engine.getSnapshot().downloads.model ?? {}
    expect({ unverified, code: error?.code ?? null }).toEqual(
      status === 'failed' ? { unverified: false, code: 'checksum-mismatch' } : { unverified: true, code: null },
    )
  })

  it.each(['with', 'without'] as const)(
    'asks at once for no more than may wait in memory, %s a sha256',
    async (kind) => {
      const { client, model, server, until } = await open(true, {}, 6 * MOST_WAITING_BYTES)
      await client.download(kind === 'with' ? model : { ...model, sha256: undefined })
      await until('completed')
      const ranges = (await commands.serverRequests(server.id)).map(({ range }) => lengthOf(range))
      expect(ranges.reduce((sum, length) => sum + length, 0)).toBeGreaterThanOrEqual(model.size)
      expect(Math.max(...ranges)).toBe(MOST_WAITING_BYTES)
    },
  )

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

function lengthOf(range: string | null): number {
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
  return Number(end) + 1 - Number(start)
}

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
