import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { ask } from './ask.js'
import { createModelServer, type ModelServer, type ModelServerOptions } from './create-model-server.js'

const BYTES = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251))
/** More than a slow machine takes. */
const PATIENCE = { timeout: 20_000 }
let server: ModelServer

async function start(options: Partial<ModelServerOptions> = {}): Promise<void> {
  server = await createModelServer({ files: { '/a.bin': BYTES }, ...options })
}

afterEach(() => server.close())

describe('a model server without faults', () => {
  it('gives the whole file with its length, validators and accepted ranges', async () => {
    await start()
    const { status, headers, body } = await ask(`${server.url}/a.bin`)
    expect(status).toBe(200)
    expect(body.equals(BYTES)).toBe(true)
    expect(headers).toMatchObject({ 'content-length': '1000', 'accept-ranges': 'bytes' })
    expect(headers.etag).toMatch(/^"[^"]+"$/)
    expect(new Date(headers['last-modified'] ?? '').getTime()).toBeGreaterThan(0)
    expect(server.requests[0]).toMatchObject({ status: 200, bytesSent: 1000, outcome: 'complete', rangeStart: null })
  })

  it('answers one after another what comes on one connection, also before the answer before is over', async () => {
    await start()
    server.setLine('/a.bin', 5_000)
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    const question = (range: string) => `GET /a.bin HTTP/1.1\r\nhost: x\r\nrange: bytes=${range}\r\n\r\n`
    socket.write(question('0-99') + question('100-199'))
    await expect.poll(() => text.match(/HTTP\/1\.1 206/g)?.length, PATIENCE).toBe(2)
    await expect.poll(() => server.requests.map(({ outcome }) => outcome), PATIENCE).toEqual(['complete', 'complete'])
    socket.destroy()
  })

  it.each([
    ['bytes=10-19', 10, 20],
    ['bytes=990-', 990, 1000],
    ['bytes=-5', 995, 1000],
    ['bytes=900-5000', 900, 1000],
  ])('answers %s with exactly that part', async (range, from, to) => {
    await start()
    const { status, headers, body } = await ask(`${server.url}/a.bin`, { headers: { range } })
    expect(status).toBe(206)
    expect(headers['content-range']).toBe(`bytes ${from}-${to - 1}/1000`)
    expect(body.equals(BYTES.subarray(from, to))).toBe(true)
  })

  it('answers a range past the end with 416 and the size', async () => {
    await start()
    const { status, headers } = await ask(`${server.url}/a.bin`, { headers: { range: 'bytes=1000-' } })
    expect(status).toBe(416)
    expect(headers['content-range']).toBe('bytes */1000')
  })

  it('honours If-Range with the strong ETag or the date, and answers anything else with the whole', async () => {
    await start()
    const { headers } = await ask(`${server.url}/a.bin`)
    const resume = (validator: string | undefined) =>
      ask(`${server.url}/a.bin`, { headers: { range: 'bytes=10-', 'if-range': validator ?? '' } })
    expect((await resume(headers.etag)).status).toBe(206)
    expect((await resume(headers['last-modified'])).status).toBe(206)
    expect((await resume(`W/${headers.etag}`)).status).toBe(200)
    expect((await resume('"old"')).status).toBe(200)
  })

  it('answers HEAD with the headers alone', async () => {
    await start()
    const { headers, body } = await ask(`${server.url}/a.bin`, { method: 'HEAD' })
    expect(headers['content-length']).toBe('1000')
    expect(body.length).toBe(0)
    expect(server.requests[0]?.bytesSent).toBe(0)
  })

  it('answers an unknown path with 404', async () => {
    await start()
    expect((await ask(`${server.url}/b.bin`)).status).toBe(404)
  })

  it('serves a file on disk and knows its digest', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'model-server-'))
    await writeFile(join(directory, 'x'), BYTES)
    await start({ files: { '/x': join(directory, 'x') } })
    const { body } = await ask(`${server.url}/x`, { headers: { range: 'bytes=7-' } })
    const digest = await server.sha256('/x')
    await rm(directory, { recursive: true })
    expect(body.equals(BYTES.subarray(7))).toBe(true)
    expect(digest).toBe(createHash('sha256').update(BYTES).digest('hex'))
  })

  it('generates the same bytes whatever the part asked for, and their digest', async () => {
    const size = 3 * 2 ** 20 + 7
    await start({ files: { '/g': { generate: size }, '/other': { generate: size, seed: 2 } } })
    const { body } = await ask(`${server.url}/g`)
    const part = await ask(`${server.url}/g`, { headers: { range: 'bytes=1048571-2097161' } })
    expect(body.length).toBe(size)
    expect(part.body.equals(body.subarray(1048571, 2097162))).toBe(true)
    expect(body.subarray(0, 2 ** 20).equals(body.subarray(2 ** 20, 2 ** 21))).toBe(false)
    expect(await server.sha256('/g')).toBe(createHash('sha256').update(body).digest('hex'))
    expect(await server.sha256('/other')).not.toBe(await server.sha256('/g'))
  })

  it('writes no more than a client that does not read has room for', async () => {
    await start({ files: { '/g': { generate: 2 ** 30 } } })
    const request = get(`${server.url}/g`, { agent: false })
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    response.pause()
    await sleep(300)
    expect(server.requests[0]?.bytesSent).toBeLessThan(2 ** 24)
    request.destroy()
    await expect.poll(() => server.requests[0]?.outcome, PATIENCE).toBe('dropped')
  })

  it('keeps to its throttle, and to a new one in mid-answer', async () => {
    // A hundred seconds, were it not for the new one.
    await start({ bytesPerSecond: 10 })
    const answer = ask(`${server.url}/a.bin`)
    await expect.poll(() => server.requests[0]?.bytesSent ?? 0, PATIENCE).toBeGreaterThan(1)
    expect(server.requests[0]?.outcome).not.toBe('complete')
    server.setThrottle(null)
    expect((await answer).body.length).toBe(1000)
  })

  it('shares a line among all connections to a file, and lets others alone', async () => {
    await start({ files: { '/a.bin': BYTES, '/b.bin': BYTES } })
    server.setLine('/a.bin', 1)
    await ask(`${server.url}/b.bin`)
    server.setLine('/a.bin', 5000)
    const began = performance.now()
    await Promise.all([1, 2, 3].map(() => ask(`${server.url}/a.bin`)))
    expect(performance.now() - began).toBeGreaterThan(350)
  })

  it('sends what lies beyond a byte of a line in a trickle, until it is set anew', async () => {
    await start({ files: { '/g': { generate: 2 ** 20 } } })
    server.setLine('/g', null, 2 ** 17)
    const answer = ask(`${server.url}/g`)
    const sent = (): number => server.requests[0]?.bytesSent ?? 0
    await expect.poll(sent, PATIENCE).toBeGreaterThan(2 ** 17)
    await sleep(100)
    expect(sent()).toBeLessThan(2 ** 19)
    server.setLine('/g', null)
    expect((await answer).body.length).toBe(2 ** 20)
  })

  it('lets pages of other origins in when told to', async () => {
    await start({ cors: true })
    const preflight = await ask(`${server.url}/a.bin`, { method: 'OPTIONS' })
    expect(preflight.status).toBe(204)
    expect(preflight.headers['access-control-allow-headers']).toContain('if-range')
    const { headers } = await ask(`${server.url}/a.bin`)
    expect(headers['access-control-allow-origin']).toBe('*')
    expect(headers['access-control-expose-headers']).toContain('content-range')
  })

  it('refuses connections while it is down and answers on the same port afterwards', async () => {
    await start()
    await server.goDown()
    await expect(ask(`${server.url}/a.bin`)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await server.comeUp()
    expect((await ask(`${server.url}/a.bin`)).status).toBe(200)
  })

  it('answers a resume with the whole after a file was replaced', async () => {
    await start()
    const { headers } = await ask(`${server.url}/a.bin`)
    server.setFile('/a.bin', Buffer.from('another'))
    const resumed = await ask(`${server.url}/a.bin`, { headers: { range: 'bytes=3-', 'if-range': headers.etag } })
    expect(resumed.status).toBe(200)
    expect(resumed.body.toString()).toBe('another')
  })
})

describe('/resolve', () => {
  const follow = async (): Promise<string> => {
    const { status, headers } = await ask(`${server.url}/resolve/a.bin`)
    expect(status).toBe(302)
    return headers.location ?? ''
  }

  it('redirects to a signed link of another origin that serves ranges', async () => {
    await start()
    const link = await follow()
    expect(link.startsWith(`${server.otherUrl}/cdn/a.bin?`)).toBe(true)
    const { status, body } = await ask(link, { headers: { range: 'bytes=5-9' } })
    expect(status).toBe(206)
    expect(body.equals(BYTES.subarray(5, 10))).toBe(true)
    expect(server.requests.map(({ listener }) => listener)).toEqual(['main', 'other'])
  })

  it('refuses a forged link', async () => {
    await start()
    expect((await ask((await follow()).replace('/a.bin', '/b.bin'))).status).toBe(403)
  })

  it('refuses a link after its time, and gives a new one that works', async () => {
    await start({ signedLinks: { lifetimeMs: 50, crossOrigin: false } })
    let link = ''
    // A slow machine may be too late for one or the other.
    const askNew = async (): Promise<number> => {
      link = `${server.url}${await follow()}`
      return (await ask(link)).status
    }
    await expect.poll(askNew, PATIENCE).toBe(200)
    await sleep(60)
    expect((await ask(link)).status).toBe(403)
    await expect.poll(askNew, PATIENCE).toBe(200)
  })

  it('refuses a link after its bytes were served', async () => {
    await start({ signedLinks: { lifetimeBytes: 500, expiredStatus: 410 } })
    const link = await follow()
    expect((await ask(link, { headers: { range: 'bytes=0-299' } })).status).toBe(206)
    expect((await ask(link, { headers: { range: 'bytes=300-' } })).status).toBe(206)
    expect((await ask(link)).status).toBe(410)
  })
})
