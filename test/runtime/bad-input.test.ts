import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../../src/engine/core/client.js'
import type { ErrorCode } from '../../src/engine/core/errors.js'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { captivePortal, gated, redirectLoop, redirectTo, status, truncateAt } from '../server/faults.js'
import { createSmallDisk } from './small-disk.js'
import { type Bench, createBench, until } from './with-engine.js'

const MIB = 2 ** 20

let bench: Bench
let server: ModelServer

beforeEach(async () => {
  bench = await createBench()
  const files = { '/model.bin': { generate: MIB }, '/large.bin': { generate: 32 * MIB } }
  server = await createModelServer({ files })
})

afterEach(async () => {
  await bench.close()
  await server.close()
})

/** The code and message that a model is refused with, or that its download fails with. */
async function problemOf(client: Client, model: unknown): Promise<{ code: ErrorCode; message: string; where: string }> {
  try {
    await client.download(model as never)
  } catch (error) {
    return { ...(error as { code: ErrorCode }), message: (error as Error).message, where: 'refused' }
  }
  return client.whenCompleted((model as { id: string }).id).then(
    () => {
      throw new Error('it was downloaded')
    },
    (error) => ({ code: error.code, message: error.message, where: 'failed' }),
  )
}

describe('a model that cannot be', () => {
  const url = 'https://example.com/model.bin'
  it.each([
    ['an id that climbs', { id: '../x', url }, 'invalid-model', /Use letters, digits/],
    ['an id with a drive', { id: 'C:\\x', url }, 'invalid-model', /Use letters, digits/],
    ['an empty id', { id: '', url }, 'invalid-model', /needs an id/],
    ['an id of 300 characters', { id: 'x'.repeat(300), url }, 'invalid-model', /at most 128/],
    ['a file: URL', { id: 'm', url: 'file:///etc/passwd' }, 'insecure-url', /Only https:/],
    ['an ftp: URL', { id: 'm', url: 'ftp://example.com/x' }, 'insecure-url', /Only https:/],
    ['plain http to another machine', { id: 'm', url: 'http://example.com/x' }, 'insecure-url', /Use https:/],
    ['a password in the URL', { id: 'm', url: 'https://me:secret@example.com/x' }, 'insecure-url', /headers option/],
    ['no URL', { id: 'm' }, 'invalid-model', /Give it a url/],
    ['a path that climbs', { id: 'm', files: [{ path: '../../x', url }] }, 'invalid-model', /relative path/],
    ['a digest that is none', { id: 'm', url, sha256: 'abc' }, 'invalid-model', /64 hexadecimal digits/],
  ])('is refused: %s', async (_, model, code, advice) => {
    const problem = await problemOf(bench.open(), model)

    expect(problem).toMatchObject({ code, message: expect.stringMatching(advice), where: 'refused' })
    expect(problem.message).not.toContain('secret')
  })
})

describe('a source that does not give the model', () => {
  it.each([
    ['404', status(404), 'not-found', /check the model's URL/],
    ['410', status(410), 'not-found', /check the model's URL/],
    ['401', status(401), 'unauthorized', /Sign in/],
    ['403', status(403), 'forbidden', /may read it/],
    ['a gated model', gated(), 'gated', /Accept it/],
    ['500 for ever', status(500), 'http-status', /tried again/],
    ['a redirect loop', redirectLoop(), 'too-many-redirects', /Check the URL/],
    ['a redirect to ftp:', redirectTo('ftp://127.0.0.1/x'), 'insecure-url', /Check the model's URL/],
    ['a web page', captivePortal(), 'captive-portal', /sign in/],
    ['a body that always stops short', truncateAt(0), 'size-mismatch', /asked for again/],
  ])('fails with a code and what to do: %s', async (_, fault, code, advice) => {
    server.setFaults({ path: '/model.bin', fault })

    const problem = await problemOf(bench.open(), { id: 'm', url: `${server.url}/model.bin?token=secret`, size: MIB })

    expect(problem).toMatchObject({ code, message: expect.stringMatching(advice), where: 'failed' })
    expect(problem.message).not.toContain('secret')
  })

  it('says so when nobody listens, and keeps trying', async () => {
    const { port } = server
    await server.goDown()
    const client = bench.open({ retry: {} })

    await client.download({ id: 'm', url: `http://127.0.0.1:${port}/model.bin` })
    const download = await until(client, 'm', ({ status }) => status === 'waiting')

    expect(download).toMatchObject({ reason: 'retry', error: { code: 'network', retryable: true } })
    expect(download.error?.message).toContain(`127.0.0.1:${port}`)
  })

  it('fails when the size is not the one that was promised, and writes nothing', async () => {
    const problem = await problemOf(bench.open(), { id: 'm', url: `${server.url}/model.bin`, size: 12 })

    expect(problem).toMatchObject({
      code: 'size-mismatch',
      message: expect.stringMatching(/check the URL and the size/),
    })
    expect(await readdir(bench.directory)).not.toContain('m')
  })

  it('fetches once more when the digest does not match, then fails and deletes what came', async () => {
    const problem = await problemOf(bench.open(), { id: 'm', url: `${server.url}/model.bin`, sha256: '0'.repeat(64) })

    expect(problem).toMatchObject({ code: 'checksum-mismatch', message: expect.stringMatching(/They were deleted/) })
    expect(server.requests.filter(({ rangeStart }) => rangeStart === 0)).toHaveLength(2)
    expect(await readdir(bench.directory)).not.toContain('m')
  })
})

describe('a place that cannot hold the model', () => {
  it('refuses a directory that cannot be made', async () => {
    const file = join(bench.directory, 'file')
    await writeFile(file, '')

    const problem = await problemOf(bench.open({ directory: join(file, 'models') }), {
      id: 'm',
      url: `${server.url}/model.bin`,
    })

    expect(problem).toMatchObject({ where: 'refused', message: expect.stringContaining('file') })
    expect(['storage-denied', 'storage-io']).toContain(problem.code)
  })

  it('asks for room before the first byte, and says how much is missing', async () => {
    const disk = await createSmallDisk(8)
    try {
      const client = bench.open({ directory: disk.directory })
      const problem = await problemOf(client, { id: 'm', url: `${server.url}/large.bin`, size: 32 * MIB })

      expect(problem).toMatchObject({ code: 'disk-full', message: expect.stringMatching(/bytes are missing/) })
      expect(server.requests).toHaveLength(0)
      await client.engine.close()
    } finally {
      await disk.remove()
    }
  })

  it('parks as disk-full when the disk fills up half-way, and goes on by retry when there is room', async () => {
    const disk = await createSmallDisk(8)
    try {
      const client = bench.open({ directory: disk.directory })
      const sha256 = await server.sha256('/large.bin')
      const problem = await problemOf(client, { id: 'm', url: `${server.url}/large.bin`, sha256 })
      const kept = client.engine.getSnapshot().downloads.m?.receivedBytes as number

      expect(problem).toMatchObject({ code: 'disk-full' })
      expect(kept).toBeGreaterThan(MIB)

      await disk.grow(64)
      await client.retry('m')
      const { files } = await client.whenCompleted('m')

      expect((await stat(files[0]?.location as string)).size).toBe(32 * MIB)
      expect(client.engine.getSnapshot().downloads.m).toMatchObject({ restarts: 0 })
      await client.engine.close()
    } finally {
      await disk.remove()
    }
  })
})

describe('a second engine on one directory', () => {
  it('waits for the first, follows its models, and takes over when it is gone', async () => {
    const first = bench.open()
    await first.download({ id: 'first', url: `${server.url}/model.bin` })
    await first.whenCompleted('first')
    const second = bench.open()

    await second.download({ id: 'second', url: `${server.url}/model.bin` })
    const waiting = await until(second, 'second', ({ status }) => status === 'waiting')
    expect(waiting).toMatchObject({ reason: 'lock' })
    expect(second.engine.getSnapshot().downloads.first).toMatchObject({ status: 'completed' })
    await expect(second.remove('first')).rejects.toMatchObject({
      code: 'locked',
      message: expect.stringMatching(/another process/),
    })

    await first.engine.close()
    const { files } = await second.whenCompleted('second')
    expect(files).toHaveLength(1)
  })
})
