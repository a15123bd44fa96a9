import { createHash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import type { Fault } from '../server/fault.js'
import * as faults from '../server/faults.js'
import { type Bench, createBench, sha256Of, until } from './with-engine.js'

const MIB = 2 ** 20
const SIZE = 24 * MIB

let bench: Bench
let server: ModelServer
let sha256: string

beforeEach(async () => {
  bench = await createBench()
  server = await createModelServer({
    files: { '/model.bin': { generate: SIZE }, '/empty.bin': Buffer.alloc(0) },
    signedLinks: { lifetimeMs: 60_000 },
  })
  sha256 = await server.sha256('/model.bin')
})

afterEach(async () => {
  await bench.close()
  await server.close()
})

async function download(model: { id?: string; [field: string]: unknown }, options = {}): Promise<string> {
  const client = bench.open(options)
  const id = model.id ?? 'm'
  await client.download({ ...model, id } as never)
  const { files } = await client.whenCompleted(id)
  await client.engine.close()
  return files[0]?.location as string
}

/** Downloads a part, then closes the engine: the next one resumes. */
async function leavePartial(model: object): Promise<void> {
  server.setThrottle(20e6)
  const client = bench.open()
  await client.download({ id: 'm', ...model } as never)
  await until(client, 'm', ({ receivedBytes }) => receivedBytes > 4 * MIB)
  await client.engine.close()
  server.setThrottle(null)
}

describe('a fault that passes', () => {
  const passing: readonly [string, Fault][] = [
    ['a reset in the middle', faults.resetAt(5 * MIB)],
    ['a reset before the answer', faults.hangUp()],
    ['an end before the promised length', faults.truncateAt(3 * MIB)],
    ['a short chunked body', faults.truncateChunkedAt(3 * MIB)],
    ['a part shorter than the one asked for', faults.shorterRange(2 * MIB)],
    ['a part that starts elsewhere', faults.wrongRangeStart()],
    ['another part', faults.otherRange(7)],
    ['a part without its place', faults.noContentRange()],
    ['a total that nobody knows', faults.wrongRangeTotal('*')],
    ['gzip though identity was asked for', faults.gzipAnyway()],
    ['a sign-in page', faults.captivePortal()],
    ['503', faults.status(503)],
    ['429 with seconds', faults.status(429, { retryAfter: 0 })],
    ['425', faults.status(425)],
    ['408', faults.status(408)],
    ['one flipped bit', faults.flipBitAt(9 * MIB)],
    ['200 in place of 206', faults.ignoreRange()],
    ['a stall', faults.stallAt(3 * MIB)],
    ['silence', faults.silence()],
  ]

  it.each(passing)('ends in the right file, without a digest to help but for the last look: %s', async (_, fault) => {
    server.setFaults({ path: '/model.bin', fault, times: 1 })

    const path = await download({ url: `${server.url}/model.bin`, sha256 }, { stallTimeoutMs: 300 })

    expect(await sha256Of(path)).toBe(sha256)
  })

  it.each(passing.filter(([name]) => name !== 'one flipped bit'))(
    'ends in the right file with no digest at all: %s',
    async (_, fault) => {
      server.setFaults({ path: '/model.bin', fault, times: 1 })

      const path = await download({ url: `${server.url}/model.bin` }, { stallTimeoutMs: 300 })

      expect(await sha256Of(path)).toBe(sha256)
    },
  )
})

describe('a server that can do less', () => {
  it.each<[string, Fault]>([
    ['no ranges', faults.noRanges()],
    ['a weak ETag only', faults.weakEtagOnly()],
    ['no validator at all', faults.noValidator()],
    ['a date only', faults.lastModifiedOnly()],
    ['chunks', faults.chunked()],
    ['no length', faults.noContentLength()],
    ['HTTP/1.0', faults.http10()],
  ])('gives the right file: %s', async (_, fault) => {
    server.setFaults({ path: '/model.bin', fault })

    expect(await sha256Of(await download({ url: `${server.url}/model.bin` }))).toBe(sha256)
  })

  it('gives an empty file where the file is empty', async () => {
    const path = await download({ url: `${server.url}/empty.bin` })

    expect(await readFile(path)).toHaveLength(0)
  })

  it('never asks for side-by-side parts of a file without a strong validator or a digest', async () => {
    server.setFaults({ path: '/model.bin', fault: faults.weakEtagOnly() })

    await download({ url: `${server.url}/model.bin` }, { connections: 8 })

    const inOrder = server.requests.map(({ rangeStart }) => rangeStart)
    expect(inOrder).toEqual([...inOrder].sort((a, b) => Number(a) - Number(b)))
  })
})

describe('a resume', () => {
  it('sends If-Range with the strong ETag and goes on from the committed byte', async () => {
    await leavePartial({ url: `${server.url}/model.bin` })
    const before = server.requests.length

    expect(await sha256Of(await download({ url: `${server.url}/model.bin` }))).toBe(sha256)
    const resumed = server.requests[before]
    expect(resumed?.headers['if-range']).toMatch(/^"/)
    expect(resumed?.rangeStart).toBeGreaterThan(4 * MIB)
  })

  it('sends If-Range with the date where there is no ETag', async () => {
    server.setFaults({ path: '/model.bin', fault: faults.lastModifiedOnly() })
    await leavePartial({ url: `${server.url}/model.bin` })
    const before = server.requests.length

    expect(await sha256Of(await download({ url: `${server.url}/model.bin` }))).toBe(sha256)
    expect(server.requests[before]?.headers['if-range']).toMatch(/GMT$/)
  })

  it.each([
    ['a weak ETag', faults.weakEtagOnly()],
    ['no validator', faults.noValidator()],
  ])('starts over with %s and no digest, for nothing could tell the versions apart', async (_, fault) => {
    server.setFaults({ path: '/model.bin', fault })
    await leavePartial({ url: `${server.url}/model.bin` })
    const before = server.requests.length

    expect(await sha256Of(await download({ url: `${server.url}/model.bin` }))).toBe(sha256)
    expect(server.requests[before]).toMatchObject({ rangeStart: 0 })
    expect(server.requests[before]?.headers['if-range']).toBeUndefined()
  })

  it('starts over once, announced, when the file has changed on the server, and mixes nothing', async () => {
    await leavePartial({ url: `${server.url}/model.bin` })
    server.setFile('/model.bin', { generate: SIZE, seed: 99 })
    const changed = await server.sha256('/model.bin')
    const client = bench.open()

    await client.download({ id: 'm', url: `${server.url}/model.bin` })
    const { files } = await client.whenCompleted('m')

    expect(await sha256Of(files[0]?.location as string)).toBe(changed)
    const done = client.engine.getSnapshot().downloads.m
    expect(done?.restarts).toBe(1)
    expect(done?.wastedBytes, 'what was here of the old version').toBeGreaterThan(4 * MIB)
    expect(done?.fetchedBytesInAll ?? 0).toBeGreaterThan((done?.fetchedBytes ?? 0) + 4 * MIB)
  })

  it('reads past what is here where the server answers no range any more, and keeps it', async () => {
    await leavePartial({ url: `${server.url}/model.bin` })
    server.setFaults({ path: '/model.bin', fault: faults.ignoreRange() })
    const client = bench.open({ retry: { minMs: 10, maxMs: 100 } })

    await client.download({ id: 'm', url: `${server.url}/model.bin` })
    const { files } = await client.whenCompleted('m')

    expect(await sha256Of(files[0]?.location as string)).toBe(sha256)
    const done = client.engine.getSnapshot().downloads.m
    expect(done).toMatchObject({ restarts: 0 })
    expect(done?.wastedBytes, 'what came a second time').toBeGreaterThan(4 * MIB)
  })

  it.each<[string, Fault[]]>([
    ['empty', [faults.emptyBody()]],
    ['cut off', [faults.ignoreRange(), faults.truncateChunkedAt(MIB)]],
  ])('takes no %s body for the file when it knows better', async (_, spoilt) => {
    await leavePartial({ url: `${server.url}/model.bin` })
    server.setFaults(...spoilt.map((fault) => ({ path: '/model.bin', fault, times: 1 })))

    expect(await sha256Of(await download({ url: `${server.url}/model.bin` }))).toBe(sha256)
  })

  it('takes an answer that ends at once, and tells no length, for no file', async () => {
    server.setFaults(
      { path: '/model.bin', fault: faults.emptyBody(), times: 1 },
      { path: '/model.bin', fault: faults.chunked(), times: 1 },
    )

    expect(await sha256Of(await download({ url: `${server.url}/model.bin` }))).toBe(sha256)
  })

  it('keeps what is here when the server suddenly sends something of another size', async () => {
    const model = { id: 'm', url: `${server.url}/model.bin`, size: SIZE }
    await leavePartial(model)
    server.setFile('/model.bin', Buffer.from('The service is busy.'))
    const client = bench.open()

    await client.download(model)
    await expect(client.whenCompleted('m')).rejects.toMatchObject({ code: 'size-mismatch' })

    expect(client.engine.getSnapshot().downloads.m).toMatchObject({ restarts: 0 })
    expect((await client.availability({ id: 'm' })).bytes).toBeGreaterThan(4 * MIB)
  })

  it('says soon that the folder of a model was deleted under it, and starts over by retry', async () => {
    const model = { id: 'm', url: `${server.url}/model.bin`, sha256 }
    server.setThrottle(1e6)
    const client = bench.open({ connections: 2 })
    await client.download(model)
    await until(client, 'm', ({ committedBytes }) => committedBytes > 0)
    await rm(join(bench.directory, 'm'), { recursive: true })

    await expect(client.whenCompleted('m')).rejects.toMatchObject({ code: 'storage-io' })
    expect(client.engine.getSnapshot().downloads.m?.receivedBytes).toBeLessThan(SIZE)

    server.setThrottle(null)
    await client.retry('m')
    const { files } = await client.whenCompleted('m')
    expect(await sha256Of(files[0]?.location as string)).toBe(sha256)
  })

  it('verifies and does not fail when every byte is here and the server says 416', async () => {
    const model = { id: 'm', url: `${server.url}/model.bin`, sha256 }
    // All bytes come, but neither a length nor an end of the body: nobody knows that they are all.
    const endless = [faults.ignoreRange(), faults.noContentLength(), faults.stallAt(SIZE)]
    server.setFaults(...endless.map((fault) => ({ path: '/model.bin', fault })))
    const first = bench.open()
    await first.download(model)
    await until(first, 'm', ({ committedBytes }) => committedBytes > SIZE - MIB)
    await first.engine.close()
    server.setFaults()
    const before = server.requests.length

    expect(await sha256Of(await download(model))).toBe(sha256)
    expect(server.requests[before]).toMatchObject({ status: 416, rangeStart: SIZE })
  })
})

describe('a link that leads elsewhere', () => {
  it('is resolved once per file, not once per part', async () => {
    await download({ url: `${server.url}/resolve/model.bin`, sha256 }, { connections: 4 })

    const resolves = server.requests.filter(({ path }) => path.startsWith('/resolve/'))
    expect(resolves).toHaveLength(1)
    expect(server.requests.length).toBeGreaterThan(2)
  })

  it.each([400, 401, 403, 404, 410])(
    'is resolved again when it has expired and says so by %i, and goes on from the committed byte',
    async (code) => {
      server.setFaults({ path: /^\/cdn\//, fault: faults.status(code), after: 1, times: 1 })

      expect(await sha256Of(await download({ url: `${server.url}/resolve/model.bin`, sha256 }))).toBe(sha256)
      const resolves = server.requests.filter(({ path }) => path.startsWith('/resolve/'))
      expect(resolves).toHaveLength(2)
      expect(Number(resolves[1]?.rangeStart)).toBeGreaterThan(0)
    },
  )

  it('keeps credentials from another origin', async () => {
    server.setFaults({ path: '/model.bin', fault: faults.redirectAcrossOrigins(), times: 1 })
    const headers = { Authorization: 'Bearer secret-token', Cookie: 'a=secret-cookie', 'X-Api-Key': 'secret-key' }

    await download({ url: `${server.url}/model.bin`, sha256 }, { headers })

    const [first, ...others] = server.requests
    expect(first?.headers.authorization).toBe('Bearer secret-token')
    expect(others.length).toBeGreaterThan(0)
    for (const { listener, headers } of others) {
      expect(listener).toBe('other')
      expect(JSON.stringify(headers)).not.toContain('secret')
    }
  })

  it('writes no secret into a journal', async () => {
    const headers = { Authorization: 'Bearer secret-token' }

    await download({ url: `${server.url}/resolve/model.bin`, sha256 }, { headers })

    const folder = join(bench.directory, '.weightlift')
    for (const name of await readdir(folder)) {
      const text = await readFile(join(folder, name), 'utf8')
      expect(text).not.toContain('secret')
      expect(text).not.toContain('sig=')
    }
  })
})

describe('mirrors', () => {
  it('take over when the origin fails', async () => {
    server.setFaults({ path: '/model.bin', fault: faults.status(500) })
    server.setFile('/mirror.bin', { generate: SIZE })

    const urls = [`${server.url}/model.bin`, `${server.otherUrl}/mirror.bin`]

    expect(await sha256Of(await download({ urls, sha256 }))).toBe(sha256)
  })

  it('are asked after a digest that does not match', async () => {
    server.setFaults({ path: '/model.bin', fault: faults.changedContent() })
    server.setFile('/mirror.bin', { generate: SIZE })

    const urls = [`${server.url}/model.bin`, `${server.otherUrl}/mirror.bin`]

    expect(await sha256Of(await download({ urls, sha256 }))).toBe(sha256)
  })
})

describe('a server that is gone for a while', () => {
  it('is waited for, and the download goes on by itself from where it was', async () => {
    server.setThrottle(20e6)
    const client = bench.open({ retry: { minMs: 50, maxMs: 100, attempts: 100 } })
    await client.download({ id: 'm', url: `${server.url}/model.bin`, sha256 })
    await until(client, 'm', ({ receivedBytes }) => receivedBytes > 4 * MIB)

    await server.goDown()
    const waiting = await until(client, 'm', ({ status }) => status === 'waiting')
    expect(waiting).toMatchObject({ reason: 'retry', untilMs: expect.any(Number), error: { retryable: true } })
    await server.comeUp()
    server.setThrottle(null)
    await client.whenCompleted('m')

    const done = client.engine.getSnapshot().downloads.m
    expect(done).toMatchObject({ restarts: 0, error: null, attempt: 0 })
    expect(done?.retries).toBeGreaterThanOrEqual(1)
    expect((done?.fetchedBytes ?? 0) - (done?.wastedBytes ?? 0)).toBeGreaterThanOrEqual(SIZE)
  })
})

describe('a digest that only the server tells', () => {
  const linked = (digest: string): Fault => faults.setHeaders({ 'x-linked-etag': `"${digest}"` })

  it('is held against the bytes', async () => {
    server.setFaults({ fault: linked(sha256) }, { fault: faults.flipBitAt(9 * MIB), times: 2 })
    const client = bench.open()

    await client.download({ id: 'm', url: `${server.url}/resolve/model.bin` })
    const { files } = await client.whenCompleted('m')

    expect(await sha256Of(files[0]?.location as string)).toBe(sha256)
    expect(client.engine.getSnapshot().downloads.m).toMatchObject({ unverified: false })
  })

  it('gives way to the one in the model', async () => {
    server.setFaults({ fault: linked('0'.repeat(64)) })

    expect(await sha256Of(await download({ url: `${server.url}/model.bin`, sha256 }))).toBe(sha256)
  })

  it('says so where there is none at all', async () => {
    const client = bench.open()
    await client.download({ id: 'm', url: `${server.url}/model.bin` })
    await client.whenCompleted('m')

    expect(client.engine.getSnapshot().downloads.m).toMatchObject({ unverified: true })
  })
})

describe('block digests', () => {
  const BLOCK = 2 * MIB

  async function blocks(): Promise<{ size: number; sha256: string[] }> {
    const whole = await readFile(await download({ id: 'whole', url: `${server.url}/model.bin` }))
    const count = Math.ceil(SIZE / BLOCK)
    const digestOf = (at: number): string =>
      createHash('sha256')
        .update(whole.subarray(at * BLOCK, (at + 1) * BLOCK))
        .digest('hex')
    return { size: BLOCK, sha256: Array.from({ length: count }, (_, at) => digestOf(at)) }
  }

  it('fetch only the bad block again', async () => {
    const model = { id: 'b', url: `${server.url}/model.bin`, size: SIZE, blocks: await blocks() }
    const before = server.requests.length
    server.setFaults({ path: '/model.bin', fault: faults.flipBitAt(9 * MIB), times: 2 })

    const client = bench.open({ connections: 1 })
    await client.download(model)
    const { files } = await client.whenCompleted('b')

    expect(await sha256Of(files[0]?.location as string)).toBe(sha256)
    const sent = server.requests.slice(before).reduce((sum, { bytesSent }) => sum + bytesSent, 0)
    expect(sent).toBe(SIZE + BLOCK)
    expect(client.engine.getSnapshot().downloads.b).toMatchObject({ restarts: 0, unverified: false })
  })

  it('fail when a block stays bad, keep the good ones, and give nothing the final name', async () => {
    const model = { id: 'b', url: `${server.url}/model.bin`, size: SIZE, blocks: await blocks() }
    server.setFaults({ path: '/model.bin', fault: faults.flipBitAt(9 * MIB) })

    const client = bench.open()
    await client.download(model)
    await expect(client.whenCompleted('b')).rejects.toMatchObject({ code: 'checksum-mismatch' })

    expect(await readdir(join(bench.directory, 'b'))).toEqual(['model.bin.part'])
    server.setFaults()
    const before = server.requests.length
    await client.retry('b')
    await client.whenCompleted('b')
    const sent = server.requests.slice(before).reduce((sum, { bytesSent }) => sum + bytesSent, 0)
    expect(sent).toBeLessThan(SIZE / 2)
  })
})

describe('several sources at once', () => {
  it('share the parts of a file whose digest proves what is put together', async () => {
    server.setFile('/mirror.bin', { generate: SIZE })
    server.setThrottle(10e6)
    const urls = [`${server.url}/model.bin`, `${server.otherUrl}/mirror.bin`]

    expect(await sha256Of(await download({ urls, sha256, size: SIZE }, { connections: 4 }))).toBe(sha256)
    const sent = (path: string): number =>
      server.requests.filter((request) => request.path === path).reduce((sum, { bytesSent }) => sum + bytesSent, 0)
    expect(sent('/model.bin')).toBeGreaterThan(SIZE / 4)
    expect(sent('/mirror.bin')).toBeGreaterThan(SIZE / 4)
  })

  it('do not share a file that nothing could prove', async () => {
    server.setFile('/mirror.bin', { generate: SIZE, seed: 2 })
    const urls = [`${server.url}/model.bin`, `${server.otherUrl}/mirror.bin`]

    expect(await sha256Of(await download({ urls }, { connections: 4 }))).toBe(sha256)
    expect(server.requests.every(({ path }) => path === '/model.bin')).toBe(true)
  })

  it('leave one alone that failed, while the others do', async () => {
    server.setFile('/mirror.bin', { generate: SIZE })
    server.setFaults({ path: '/mirror.bin', fault: faults.status(500) })
    const urls = [`${server.url}/model.bin`, `${server.otherUrl}/mirror.bin`]

    expect(await sha256Of(await download({ urls, sha256 }, { connections: 4 }))).toBe(sha256)
    expect(server.requests.filter(({ path }) => path === '/mirror.bin').length).toBeLessThan(3)
  })
})

it('gives up on a source that starts over and breaks at the same place every time', async () => {
  server.setFaults(
    { path: '/model.bin', fault: faults.ignoreRange() },
    { path: '/model.bin', fault: faults.resetAt(2 * MIB) },
  )
  const client = bench.open({ retry: { minMs: 1, maxMs: 5, attempts: 3 } })

  await client.download({ id: 'm', url: `${server.url}/model.bin` })
  await expect(client.whenCompleted('m')).rejects.toMatchObject({ retryable: true })

  expect(server.requests.length).toBeLessThan(16)
})
