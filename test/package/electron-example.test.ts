import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectElectronEngine } from '../../src/engine/electron/renderer.js'
import { createFakeElectron } from '../engine/electron/fake-electron.js'
import { createFakeEngine } from '../engine/remote/fake-engine.js'
import { turns } from '../engine/remote/turns.js'
import { createPackedApp, DEPENDENCIES, type PackedApp } from './packed.js'

const root = join(import.meta.dirname, '../..')
const OWN = ['react', 'react-dom', '@tanstack/react-query', 'electron', 'esbuild']
const TYPES = ['@types/node', '@types/react', '@types/react-dom']

let app: PackedApp
let example: string

beforeAll(() => {
  app = createPackedApp([...DEPENDENCIES, ...OWN, ...TYPES])
  example = join(app.directory, 'electron')
  mkdirSync(example)
  cpSync(join(root, 'examples/electron'), example, { recursive: true })
})

afterAll(() => app.remove())

describe('the example for Electron', () => {
  it('fits the types of Electron and of the package', () => {
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    let output = ''
    try {
      execFileSync(process.execPath, [tsc, '-p', example], { encoding: 'utf8' })
    } catch (error) {
      output = String((error as { stdout?: unknown }).stdout)
    }
    expect(output).toBe('')
  })

  it('builds into a main script, a preload script of one file, and a page', () => {
    execFileSync(process.execPath, ['build.mjs'], { cwd: example })
    const preload = readFileSync(join(example, 'build/preload.cjs'), 'utf8')
    // A sandboxed preload script can load electron and nothing else.
    expect([...preload.matchAll(/require\("([^"]+)"\)/g)].map((match) => match[1])).toEqual(['electron'])
    for (const file of ['main.mjs', 'page/page.js', 'page/page.css', 'page/index.html']) {
      expect(existsSync(join(example, 'build', file)), file).toBe(true)
    }
  })

  it('serves its windows over real ports, and no other page', async () => {
    const outfile = join(example, 'build/app.mjs')
    await build({ entryPoints: [join(example, 'src/app.ts')], bundle: true, format: 'esm', outfile, logLevel: 'error' })
    const { startApp } = await import(pathToFileURL(outfile).href)
    const electron = createFakeElectron()
    const engine = createFakeEngine()
    const badges: number[] = []
    const desktop = {
      ipcMain: electron.ipcMain,
      windows: () => [],
      app: { setBadgeCount: (count: number) => void badges.push(count) },
      powerSaveBlocker: { start: () => 1, stop: () => undefined },
      Notification: class {
        show(): void {}
      },
    }
    const stop = startApp(engine, desktop, 'file:///app/page/', 'https://models.example/m.onnx')
    const window = connectElectronEngine({ window: electron.open('file:///app/page/index.html').page })
    const stranger = connectElectronEngine({ window: electron.open('https://evil.example/').page })
    await turns(20)
    // The window's, and two of the desktop's.
    expect(engine.listeners()).toBe(3)
    expect(await window.dispatch({ type: 'download', model: { id: 'silero-vad' } })).toEqual({ ok: true })
    expect(engine.commands).toMatchObject([{ model: { url: 'https://models.example/m.onnx' } }])
    engine.showDownload({ id: 'silero-vad', status: 'downloading' })
    expect(badges).toEqual([1])
    await Promise.all([window.close(), stranger.close()])
    stop()
    await turns()
    expect(engine.listeners()).toBe(0)
  })
})
