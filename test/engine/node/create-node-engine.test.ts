import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  createEngine,
  createNodeEngine,
  createNodePlatform,
  type NodeEngineOptions,
} from '../../../src/engine/node/index.js'
import { builtScript } from './built-script.js'
import { eventually } from './eventually.js'
import { httpServer } from './loopback.js'
import { temporaryDirectory } from './temporary-directory.js'

describe('createNodeEngine', () => {
  it('downloads a model to its directory and checks it', async () => {
    const bytes = randomBytes(3_000_000)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const { port } = await httpServer((_, response) => {
      response.writeHead(200, { 'content-length': bytes.length, etag: '"v1"' }).end(bytes)
    })
    const directory = temporaryDirectory()
    const engine = createNodeEngine({ directory })
    onTestFinished(() => engine.close())
    const url = `http://127.0.0.1:${port}/model.bin`
    expect(await engine.dispatch({ type: 'download', model: { id: 'm', url, sha256 } })).toEqual({ ok: true })
    await eventually(() => engine.getSnapshot().downloads.m?.status).toBe('completed')
    expect(bytes.equals(await readFile(join(directory, 'm/model.bin')))).toBe(true)
  })

  it('never throws for a directory that cannot be made: commands are refused', async () => {
    const file = join(temporaryDirectory(), 'file')
    await writeFile(file, '')
    const engine = createNodeEngine({ directory: join(file, 'models') })
    onTestFinished(() => engine.close())
    const receipt = await engine.dispatch({ type: 'download', model: { id: 'm', url: 'https://models.test/m.bin' } })
    expect(receipt).toMatchObject({
      ok: false,
      error: { code: 'storage-denied', message: expect.stringContaining(file) },
    })
  })

  it.each([undefined, '', null, 7])('asks for a directory where it gets %s', (directory) => {
    const options = { directory } as unknown as NodeEngineOptions
    expect(() => createNodeEngine(options)).toThrow(/directory/)
    expect(() => createNodeEngine(undefined as unknown as NodeEngineOptions)).toThrow(/directory/)
  })
})

describe('createNodePlatform', () => {
  it('takes a relative directory from the working directory of now, and makes nothing', () => {
    const directory = temporaryDirectory()
    const { files } = createNodePlatform({ directory: relative(process.cwd(), join(directory, 'models')) })
    const path = files.locate({ folder: 'm', path: 'a.bin' })
    expect(isAbsolute(path)).toBe(true)
    expect(path).toBe(join(directory, 'models/m/a.bin'))
  })

  it('cannot tell about the network, and says so', () => {
    const { connectivity } = createNodePlatform({ directory: '/nowhere' })
    expect(connectivity.current()).toEqual({ online: null, metered: null })
    connectivity.subscribe(() => {})()
  })

  it('makes an engine with a port of one’s own', async () => {
    const platform = createNodePlatform({ directory: temporaryDirectory() })
    const connectivity = { current: () => ({ online: false, metered: null }), subscribe: () => () => {} }
    const engine = createEngine({ ...platform, connectivity })
    onTestFinished(() => engine.close())
    await eventually(() => engine.getSnapshot().network).toMatchObject({ online: false })
  })
})

describe('a process that made an engine', () => {
  it('is not kept alive by it once nothing is under way', async () => {
    const script = await builtScript(new URL('./idle-child.ts', import.meta.url))
    const worker = new URL('../../../src/engine/node/worker/digest-worker.js', import.meta.url)
    const child = spawn(process.execPath, [script, temporaryDirectory(), worker.href], { stdio: 'inherit' })
    onTestFinished(() => void child.kill('SIGKILL'))
    const startedAt = performance.now()
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(performance.now() - startedAt).toBeLessThan(20_000)
  })
})
