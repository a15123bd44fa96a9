import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { type Asked, ask } from './ask.js'
import { createModelServer, type ModelServer } from './create-model-server.js'
import type { Fault } from './fault.js'
import * as faults from './faults.js'

const BYTES = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251))
const RANGE = { range: 'bytes=100-' }
let server: ModelServer

async function struck(fault: Fault, headers: Record<string, string> = {}, path = '/a.bin'): Promise<Asked> {
  server = await createModelServer({ files: { '/a.bin': BYTES } })
  server.setFaults({ fault, path })
  return ask(`${server.url}${path}`, { headers })
}

afterEach(() => server.close())

describe('a connection fault', () => {
  it('resets after the bytes it was told', async () => {
    const { body, failure } = await struck(faults.resetAt(300))
    expect(body.equals(BYTES.subarray(0, 300))).toBe(true)
    expect(failure).toBe('ECONNRESET')
    expect(server.requests[0]).toMatchObject({ outcome: 'cut', bytesSent: 300, faults: ['resetAt'] })
  })

  it('resets somewhere, in the same place for the same seed', async () => {
    const lengths: number[] = []
    for (const seed of [7, 7, 8]) {
      server = await createModelServer({
        files: { '/a.bin': BYTES },
        seed,
        faults: [{ fault: faults.resetAt('anywhere') }],
      })
      lengths.push((await ask(`${server.url}/a.bin`)).body.length)
      await server.close()
    }
    expect(lengths[0]).toBe(lengths[1])
    expect(lengths[0]).not.toBe(lengths[2])
  })

  it('truncates under a Content-Length that promises more', async () => {
    const { headers, body, failure } = await struck(faults.truncateAt(300))
    expect(headers['content-length']).toBe('1000')
    expect(body.length).toBe(300)
    expect(failure).toBe('ECONNRESET')
  })

  it('truncates a chunked body with a proper end', async () => {
    const { body, failure } = await struck(faults.truncateChunkedAt(300))
    expect(body.length).toBe(300)
    expect(failure).toBeNull()
  })

  it('hangs up before the head', async () => {
    await expect(struck(faults.hangUp())).rejects.toMatchObject({ code: 'ECONNRESET' })
  })

  it.each([
    ['stalls after the bytes it was told', faults.stallAt(300), 300],
    ['drips', faults.drip(100), null],
  ])('%s', async (_, fault, atMost) => {
    server = await createModelServer({ files: { '/a.bin': BYTES }, faults: [{ fault }] })
    const abort = new AbortController()
    const began = performance.now()
    const answer = ask(`${server.url}/a.bin`, { signal: abort.signal })
    await expect.poll(() => server.requests[0]?.bytesSent ?? 0, { timeout: 20_000 }).toBeGreaterThan(0)
    // Twice: the client reads in between.
    await sleep(200)
    await sleep(50)
    const most = atMost ?? 50 + (performance.now() - began) / 10
    abort.abort()
    const { body, failure } = await answer
    expect(failure).not.toBeNull()
    expect(body.length).toBeLessThanOrEqual(most)
    expect(body.length).toBeGreaterThan(0)
  })

  it.each([
    ['the head', faults.slowHead(150)],
    ['the first byte', faults.slowFirstByte(150)],
  ])('holds %s back', async (_, fault) => {
    const began = performance.now()
    const { body } = await struck(fault)
    expect(body.length).toBe(1000)
    expect(performance.now() - began).toBeGreaterThan(140)
  })

  it('says nothing at all', async () => {
    server = await createModelServer({ files: { '/a.bin': BYTES }, faults: [{ fault: faults.silence() }] })
    await expect(ask(`${server.url}/a.bin`, { signal: AbortSignal.timeout(150) })).rejects.toThrow()
    expect(server.requests[0]?.status).toBeNull()
  })
})

describe('a fault of a range', () => {
  it('ignores the range', async () => {
    const { status, headers, body } = await struck(faults.ignoreRange(), RANGE)
    expect([status, body.length, headers['content-range']]).toEqual([200, 1000, undefined])
  })

  it('knows no ranges', async () => {
    const { status, headers } = await struck(faults.noRanges(), RANGE)
    expect([status, headers['accept-ranges']]).toEqual([200, undefined])
  })

  it.each([
    ['a wrong start', faults.wrongRangeStart(), 'bytes 101-1000/1000', 900],
    ['a part nobody asked for', faults.otherRange(0), 'bytes 0-999/1000', 1000],
    ['a wrong total', faults.wrongRangeTotal(2000), 'bytes 100-999/2000', 900],
    ['no total', faults.wrongRangeTotal('*'), 'bytes 100-999/*', 900],
    ['less than asked', faults.shorterRange(50), 'bytes 100-149/1000', 50],
    ['no Content-Range', faults.noContentRange(), undefined, 900],
  ])('gives %s', async (_, fault, contentRange, length) => {
    const { status, headers, body } = await struck(fault, RANGE)
    expect([status, headers['content-range'], body.length]).toEqual([206, contentRange, length])
  })

  it('answers 416', async () => {
    const { status, headers } = await struck(faults.rangeNotSatisfiable(), RANGE)
    expect([status, headers['content-range']]).toEqual([416, 'bytes */1000'])
  })

  it('leaves a request without a range alone', async () => {
    expect((await struck(faults.wrongRangeTotal(5))).status).toBe(200)
  })
})

describe('a fault of headers or content', () => {
  it('gives gzip, whatever was asked', async () => {
    const { headers, body } = await struck(faults.gzipAnyway(), { 'accept-encoding': 'identity' })
    expect(headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(body).equals(BYTES)).toBe(true)
  })

  it('flips one bit at an offset of the file', async () => {
    const { body } = await struck(faults.flipBitAt(150), RANGE)
    const wrong = [...body.keys()].filter((at) => body[at] !== BYTES[at + 100])
    expect(wrong).toEqual([50])
    expect((body[50] as number) ^ (BYTES[150] as number)).toBe(1)
  })

  it('serves other bytes under another ETag', async () => {
    const { headers, body } = await struck(faults.changedContent(), RANGE)
    expect(headers['content-range']).toBe('bytes 100-999/1000')
    expect(body.equals(BYTES.subarray(100))).toBe(false)
    server.setFaults()
    expect((await ask(`${server.url}/a.bin`)).headers.etag).not.toBe(headers.etag)
  })

  it('serves the same bytes under another ETag', async () => {
    const { headers, body } = await struck(faults.changedEtag())
    expect([headers.etag, body.equals(BYTES)]).toEqual(['"another"', true])
  })

  it('shows a page of HTML', async () => {
    const { status, headers, body } = await struck(faults.captivePortal(), RANGE)
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(body.toString()).toContain('<!doctype html>')
  })

  it('sends no byte', async () => {
    expect((await struck(faults.emptyBody())).headers['content-length']).toBe('0')
  })

  it.each([
    ['a weak ETag only', faults.weakEtagOnly(), /^W\/"/, false],
    ['Last-Modified only', faults.lastModifiedOnly(), /^$/, true],
    ['no validator', faults.noValidator(), /^$/, false],
  ])('gives %s', async (_, fault, etag, dated) => {
    const { headers } = await struck(fault)
    expect(headers.etag ?? '').toMatch(etag)
    expect('last-modified' in headers).toBe(dated)
  })

  it('sets headers and takes them away', async () => {
    const { headers } = await struck(faults.setHeaders({ 'content-type': 'text/plain', 'accept-ranges': null }))
    expect([headers['content-type'], headers['accept-ranges']]).toEqual(['text/plain', undefined])
  })

  it.each([
    ['chunks', faults.chunked(), '1.1', 'chunked'],
    ['neither length nor chunks', faults.noContentLength(), '1.1', undefined],
    ['an HTTP/1.0 answer', faults.http10(), '1.0', undefined],
  ])('gives %s', async (_, fault, version, encoding) => {
    const { httpVersion, headers, body } = await struck(fault)
    expect([httpVersion, headers['transfer-encoding'], headers['content-length']]).toEqual([
      version,
      encoding,
      undefined,
    ])
    expect(body.equals(BYTES)).toBe(true)
  })
})

describe('a fault of status', () => {
  it.each([401, 403, 404, 410, 425, 429, 500, 503])('answers %i', async (code) => {
    const { status, headers } = await struck(faults.status(code))
    expect([status, headers['retry-after']]).toEqual([code, undefined])
  })

  it('says when to come back, in seconds and as a date', async () => {
    expect((await struck(faults.status(429, { retryAfter: 7 }))).headers['retry-after']).toBe('7')
    await server.close()
    const date = new Date('2030-01-02T03:04:05Z')
    expect((await struck(faults.status(503, { retryAfter: date }))).headers['retry-after']).toBe(date.toUTCString())
  })

  it('guards a gated model', async () => {
    const { status, headers } = await struck(faults.gated())
    expect([status, headers['x-error-code']]).toEqual([403, 'GatedRepo'])
  })

  it('asks for authorization', async () => {
    expect((await struck(faults.requireAuthorization('Bearer a'))).status).toBe(401)
    expect((await ask(`${server.url}/a.bin`, { headers: { authorization: 'Bearer a' } })).status).toBe(200)
  })
})

describe('a redirect', () => {
  it('leads to another origin, which shows what it was sent', async () => {
    const { status, headers } = await struck(faults.redirectAcrossOrigins())
    expect([status, headers.location]).toEqual([302, `${server.otherUrl}/a.bin`])
    server.setFaults()
    await ask(headers.location ?? '', { headers: { authorization: 'Bearer leaked' } })
    expect(server.requests.at(-1)).toMatchObject({ listener: 'other', headers: { authorization: 'Bearer leaked' } })
  })

  it('leads in a circle, so many hops, or anywhere', async () => {
    expect((await struck(faults.redirectLoop())).headers.location).toBe('/a.bin')
    server.setFaults({ fault: faults.redirectTimes(2) })
    expect((await ask(`${server.url}/a.bin`)).headers.location).toBe('/a.bin?hop=1')
    expect((await ask(`${server.url}/a.bin?hop=1`)).headers.location).toBe('/a.bin?hop=2')
    expect((await ask(`${server.url}/a.bin?hop=2`)).status).toBe(200)
    server.setFaults({ fault: faults.redirectTo('file:///etc/passwd') })
    expect((await ask(`${server.url}/a.bin`)).headers.location).toBe('file:///etc/passwd')
  })
})

describe('a rule', () => {
  it('strikes only its path, after so many requests, so many times', async () => {
    server = await createModelServer({ files: { '/a.bin': BYTES, '/b.bin': BYTES } })
    server.setFaults({ fault: faults.status(503), path: '/a.bin', after: 1, times: 2 })
    const statuses: number[] = []
    for (const path of ['a', 'b', 'a', 'a', 'b', 'a']) statuses.push((await ask(`${server.url}/${path}.bin`)).status)
    expect(statuses).toEqual([200, 200, 503, 503, 200, 200])
  })

  it('strikes by chance, the same requests for the same seed', async () => {
    const statuses: number[][] = []
    for (const seed of [3, 3]) {
      server = await createModelServer({ files: { '/a.bin': BYTES }, seed })
      server.setFaults({ fault: faults.status(500), chance: 0.5 })
      const seen: number[] = []
      for (let i = 0; i < 12; i++) seen.push((await ask(`${server.url}/a.bin`)).status)
      statuses.push(seen)
      await server.close()
    }
    expect(statuses[0]).toEqual(statuses[1])
    expect(new Set(statuses[0])).toEqual(new Set([200, 500]))
  })
})
