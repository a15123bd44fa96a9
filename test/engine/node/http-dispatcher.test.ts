import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { NodeHttpOptions } from '../../../src/engine/node/http-dispatcher.js'
import { createNodeHttp } from '../../../src/engine/node/node-http.js'
import { ROOT_CERTIFICATE } from './certificates.js'
import { freePort, httpServer, httpsServer, proxyServer } from './loopback.js'
import { readBody } from './read-body.js'
import { thrownBy } from './thrown-by.js'

const VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy']

beforeEach(() => {
  for (const name of VARIABLES) vi.stubEnv(name, undefined)
})
afterEach(() => vi.unstubAllEnvs())

async function textOf(url: string, options: NodeHttpOptions): Promise<string> {
  const http = createNodeHttp(options)
  onTestFinished(() => http.close())
  const response = await http.request({ url, headers: {}, signal: new AbortController().signal })
  return (await readBody(response)).toString()
}

describe('certificates', () => {
  it('of a root that nobody knows are refused, with the remedy', async () => {
    const port = await httpsServer((_, response) => response.end('ok'))
    const error = await thrownBy(textOf(`https://localhost:${port}/`, {}))
    expect(error).toMatchObject({
      code: 'network',
      retryable: false,
      message: expect.stringMatching(/not trusted.*ca option/),
    })
  })

  it.each([
    ['a text', ROOT_CERTIFICATE],
    ['a list', [ROOT_CERTIFICATE]],
  ])('of a root given as %s are taken', async (_, ca) => {
    const port = await httpsServer((_request, response) => response.end('ok'))
    expect(await textOf(`https://localhost:${port}/`, { ca })).toBe('ok')
  })

  it('of that root are still refused for another name', async () => {
    const port = await httpsServer((_, response) => response.end('ok'))
    const error = await thrownBy(textOf(`https://127.0.0.2:${port}/`, { ca: ROOT_CERTIFICATE }))
    expect(error).toMatchObject({ code: 'network', message: expect.stringMatching(/another name|nobody listens/) })
  })

  it('are asked for as text where something else is given', async () => {
    for (const ca of [
      '/etc/ssl/company.pem',
      ROOT_CERTIFICATE.replace(/[A-Z]{4}/g, '!!!!').replace(/-----.*-----/g, '-----BEGIN CERTIFICATE-----'),
    ]) {
      const error = await thrownBy(textOf('https://localhost:1/', { ca }))
      expect(error).toMatchObject({ code: 'network', retryable: false, message: expect.stringContaining('PEM') })
    }
  })

  it('are not asked for where https is spoken to a plain server', async () => {
    const { port } = await httpServer((_, response) => response.end('plain'))
    expect(await thrownBy(textOf(`https://localhost:${port}/`, {}))).toMatchObject({
      code: 'network',
      retryable: false,
      message: expect.stringContaining('https on that port'),
    })
  })
})

describe('a proxy', () => {
  it('given by option carries https through a tunnel, with its own credentials', async () => {
    const origin = await httpsServer((_, response) => response.end('from the origin'))
    const proxy = await proxyServer(origin)
    const options = { proxy: `http://me:p%40ss@127.0.0.1:${proxy.port}`, ca: ROOT_CERTIFICATE }
    expect(await textOf('https://models.test/m', options)).toBe('from the origin')
    expect(proxy.seen).toEqual(['CONNECT models.test:443'])
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from('me:p@ss').toString('base64')}`])
  })

  it('carries plain http as a request of its own', async () => {
    const proxy = await proxyServer(await freePort())
    expect(await textOf('http://models.test/m?x=1', { proxy: `http://127.0.0.1:${proxy.port}` })).toBe('proxied')
    expect(proxy.seen).toEqual(['GET http://models.test/m?x=1'])
  })

  it.each(['HTTPS_PROXY', 'https_proxy'])('comes from %s', async (name) => {
    const proxy = await proxyServer(await httpsServer((_, response) => response.end('ok')))
    vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`)
    expect(await textOf('https://models.test/m', { ca: ROOT_CERTIFICATE })).toBe('ok')
    expect(proxy.seen).toEqual(['CONNECT models.test:443'])
  })

  it('is left out with false, and for the names in NO_PROXY', async () => {
    const proxy = await proxyServer(await freePort())
    vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${proxy.port}`)
    await thrownBy(textOf('http://models.invalid/', { proxy: false }))
    vi.stubEnv('NO_PROXY', 'example.com,.invalid')
    await thrownBy(textOf('http://models.invalid/', {}))
    vi.stubEnv('NO_PROXY', '*')
    await thrownBy(textOf('http://models.invalid/', {}))
    expect(proxy.seen).toEqual([])
  })

  it('is never asked for this machine itself', async () => {
    const { port } = await httpServer((_, response) => response.end('direct'))
    const proxy = await proxyServer(await freePort())
    const options = { proxy: `http://127.0.0.1:${proxy.port}` }
    expect(await textOf(`http://127.0.0.1:${port}/`, options)).toBe('direct')
    expect(await textOf(`http://localhost:${port}/`, options)).toBe('direct')
    expect(proxy.seen).toEqual([])
  })

  it.each([
    [407, /user name and password.*proxy option/, false],
    [403, /answered 403/, false],
    [502, /answered 502/, true],
  ])('that answers %i is named as the cause', async (status, words, retryable) => {
    const proxy = await proxyServer(await freePort(), status)
    const error = await thrownBy(textOf('https://models.test/m', { proxy: `http://me:secret@127.0.0.1:${proxy.port}` }))
    expect(error).toMatchObject({ code: 'network', retryable, message: expect.stringMatching(words) })
    expect((error as Error).message).not.toContain('secret')
  })

  it('that wants a password for plain http is named as the cause', async () => {
    const proxy = await proxyServer(await freePort(), 407)
    const error = await thrownBy(textOf('http://models.test/m', { proxy: `http://127.0.0.1:${proxy.port}` }))
    expect(error).toMatchObject({ code: 'network', message: expect.stringContaining('proxy option') })
  })

  it('whose address cannot be read is a clear error, in the environment too', async () => {
    const error = await thrownBy(textOf('https://models.test/', { proxy: 'me:secret@nonsense url' }))
    expect(error).toMatchObject({
      code: 'network',
      retryable: false,
      message: expect.stringContaining('proxy address'),
    })
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('secret')
    vi.stubEnv('HTTPS_PROXY', '::not a url::')
    expect(await thrownBy(textOf('https://models.test/', {}))).toMatchObject({
      message: expect.stringContaining('proxy address'),
    })
  })
})
