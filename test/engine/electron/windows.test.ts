import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import {
  type ElectronPort,
  forwardElectronEngine,
  serveElectronEngine,
  serveUtilityEngine,
} from '../../../src/engine/electron/main.js'
import { connectElectronEngine, type PageWindow } from '../../../src/engine/electron/renderer.js'
import type { Warning } from '../../../src/engine/remote/warning.js'
import { createVirtualClock } from '../../../src/engine/testing/virtual-clock.js'
import { LISTED } from '../remote/border.js'
import { createFakeEngine } from '../remote/fake-engine.js'
import { turns } from '../remote/turns.js'
import { createFakeElectron } from './fake-electron.js'

function createApp(pages: readonly string[] = ['app://bundle/']) {
  const clock = createVirtualClock()
  const engine = createFakeEngine()
  const electron = createFakeElectron()
  const warnings: Warning[] = []
  const stop = serveElectronEngine(engine, {
    ipcMain: electron.ipcMain,
    pages,
    catalog: [LISTED],
    clock,
    onWarning: (warning) => void warnings.push(warning),
  })
  return { clock, engine, electron, warnings, stop }
}

describe('the windows of an Electron app', () => {
  it('see one engine, and each may tell it what to do', async () => {
    const { clock, engine, electron } = createApp()
    const remotes = [electron.open(), electron.open()].map(({ page }) => connectElectronEngine({ window: page, clock }))
    await turns()
    engine.showDownload({ id: 'm', status: 'downloading', receivedBytes: 5 })
    await clock.advance(200)
    await turns()
    expect(remotes.map((remote) => remote.getSnapshot().downloads.m?.receivedBytes)).toEqual([5, 5])
    expect(await remotes[1]?.dispatch({ type: 'download', model: { id: LISTED.id } })).toEqual({ ok: true })
    expect(engine.commands).toEqual([{ type: 'download', model: LISTED }])
    for (const remote of remotes) await remote.close()
    await turns()
    expect(engine.listeners()).toBe(0)
  })

  it('leave nothing behind when they are closed, reloaded or crash, and the engine goes on', async () => {
    const { clock, engine, electron } = createApp()
    for (let round = 0; round < 20; round += 1) {
      const window = electron.open()
      void connectElectronEngine({ window: window.page, clock })
      await turns()
      expect(engine.listeners()).toBe(1)
      window.destroy()
      await turns()
      expect(engine.listeners()).toBe(0)
    }
    const remote = connectElectronEngine({ window: electron.open().page, clock })
    await turns()
    expect(remote.getSnapshot().link).toBe('open')
    await remote.close()
  })

  it('are lost when the host stops, and find the next one by themselves', async () => {
    const { clock, electron, stop } = createApp()
    const remote = connectElectronEngine({ window: electron.open().page, clock })
    await turns()
    stop()
    await turns()
    expect(remote.getSnapshot().link).toBe('lost')
    const next = createFakeEngine()
    next.showDownload({ id: 'after' })
    serveElectronEngine(next, { ipcMain: electron.ipcMain, pages: ['app://bundle'], catalog: [], clock })
    await clock.advance(12_000)
    await turns()
    await clock.advance(12_000)
    await turns()
    expect(remote.getSnapshot()).toMatchObject({ link: 'open', order: ['after'] })
    await remote.close()
  })

  it.each([
    ['another site', 'https://evil.example/', {}],
    ['another host of the same scheme', 'app://bundle.evil/', {}],
    ['a page whose address only begins alike', 'app://bundleevil/', {}],
    ['a frame inside a page', 'app://bundle/index.html', { isFrame: true }],
    ['an address that is none', 'about:blank', {}],
  ])('are turned away where they show %s', async (_, url, options) => {
    const { clock, engine, electron, warnings } = createApp()
    const remote = connectElectronEngine({ window: electron.open(url, options).page, clock })
    await turns()
    expect(engine.listeners()).toBe(0)
    expect(warnings).toMatchObject([{ code: 'refused', count: 1 }])
    expect(JSON.stringify(warnings)).not.toContain('evil')
    await remote.close()
  })

  it('are told apart by the folder of a file', async () => {
    const { clock, engine, electron } = createApp(['file:///opt/app/renderer'])
    const inside = connectElectronEngine({ window: electron.open('file:///opt/app/renderer/index.html').page, clock })
    const beside = connectElectronEngine({ window: electron.open('file:///opt/app/renderer-2/x.html').page, clock })
    const above = connectElectronEngine({ window: electron.open('file:///opt/app/renderer/../x.html').page, clock })
    await turns()
    expect(engine.listeners()).toBe(1)
    for (const remote of [inside, beside, above]) await remote.close()
  })

  it('hear nothing of what other windows and frames post to them', async () => {
    const { clock, engine, electron } = createApp()
    const window = electron.open()
    window.postFromOutside({ type: 'weightlift:ask', id: 'x' })
    window.postFromOutside({ type: 'weightlift:port', id: 'x' })
    await turns()
    expect(engine.listeners()).toBe(0)
    const remote = connectElectronEngine({ window: window.page, clock })
    await turns()
    expect(engine.listeners()).toBe(1)
    await remote.close()
  })

  it('are told what is missing where the preload script does not answer', async () => {
    const clock = createVirtualClock()
    const deaf: PageWindow = {
      postMessage: () => undefined,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }
    const remote = connectElectronEngine({ window: deaf, clock, waitMs: 15_000 })
    const receipt = remote.dispatch({ type: 'pause', id: 'm' })
    await clock.advance(16_000)
    expect(await receipt).toMatchObject({ error: { message: expect.stringContaining('exposeEngine') } })
    await remote.close()
    await clock.advance(60_000)
    expect(clock.pendingTimers()).toBe(0)
  })
})

describe('an engine in a utility process', () => {
  it('serves the windows whose ports the main process hands on, and may come after them', async () => {
    const clock = createVirtualClock()
    const electron = createFakeElectron()
    const parentPort = new EventEmitter()
    const engine = createFakeEngine()
    let ready: (value: typeof engine) => void = () => undefined
    const coming = new Promise<typeof engine>((resolve) => {
      ready = resolve
    })
    const stop = serveUtilityEngine(coming, { parentPort, catalog: [LISTED], clock })
    const child = {
      postMessage: (data: unknown, ports: ElectronPort[] = []) => void parentPort.emit('message', { data, ports }),
    }
    forwardElectronEngine({ ipcMain: electron.ipcMain, pages: ['app://bundle'], child: () => child })
    parentPort.emit('message', { data: { type: 'of the app' }, ports: [] })
    const remote = connectElectronEngine({ window: electron.open().page, clock })
    await turns()
    expect(remote.getSnapshot().link).toBe('connecting')
    ready(engine)
    await turns()
    expect(await remote.dispatch({ type: 'pause', id: 'm' })).toEqual({ ok: true })
    stop()
    await turns()
    expect(remote.getSnapshot().link).toBe('lost')
    expect(parentPort.listenerCount('message')).toBe(0)
    await remote.close()
  })
})
