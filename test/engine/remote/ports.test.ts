import { afterEach, describe, expect, it } from 'vitest'
import { connectEngine } from '../../../src/engine/remote/connect-engine.js'
import type { MessagePortLike } from '../../../src/engine/remote/message-port.js'
import { createPortDoor } from '../../../src/engine/remote/port-door.js'
import { createPortHost, type PortHostOptions } from '../../../src/engine/remote/port-host.js'
import { createPortTransport } from '../../../src/engine/remote/port-transport.js'
import type { Warning } from '../../../src/engine/remote/warning.js'
import { createVirtualClock } from '../../../src/engine/testing/virtual-clock.js'
import { LISTED } from './border.js'
import { createFakeEngine } from './fake-engine.js'
import { turns } from './turns.js'

const ports: MessagePort[] = []
afterEach(() => {
  for (const port of ports.splice(0)) port.close()
})

function channel(): MessageChannel {
  const made = new MessageChannel()
  ports.push(made.port1, made.port2)
  return made
}

function createPorts(options: Partial<PortHostOptions> = {}) {
  const clock = createVirtualClock()
  const engine = createFakeEngine()
  const warnings: Warning[] = []
  const onWarning = (warning: Warning) => void warnings.push(warning)
  const host = createPortHost(engine, { catalog: [LISTED], clock, onWarning, ...options })
  const opened: MessageChannel[] = []
  const connect = () => {
    const transport = createPortTransport({
      clock,
      open() {
        const { port1, port2 } = channel()
        opened.push({ port1, port2 })
        host.accept(port1)
        return port2
      },
    })
    return connectEngine(transport, { clock, onWarning })
  }
  return { clock, engine, host, opened, connect, warnings }
}

describe('an engine over message ports', () => {
  it('is seen by several listeners, each of which may tell it what to do', async () => {
    const { clock, engine, connect } = createPorts()
    const [first, second] = [connect(), connect()]
    await turns()
    expect(await first.dispatch({ type: 'pause', id: 'm' })).toEqual({ ok: true })
    engine.showDownload({ id: 'm', status: 'paused' })
    await clock.advance(200)
    await turns()
    expect([first, second].map((one) => one.getSnapshot().downloads.m?.status)).toEqual(['paused', 'paused'])
    await Promise.all([first.close(), second.close()])
    await turns()
    expect(engine.listeners()).toBe(0)
    expect(clock.pendingTimers()).toBe(0)
  })

  it('leaves nothing behind of a listener whose port is gone, and the next one finds the engine as it is', async () => {
    const { clock, engine, opened, connect } = createPorts()
    void connect()
    await turns()
    expect(engine.listeners()).toBe(1)
    opened[0]?.port2.close()
    await turns()
    expect(engine.listeners()).toBe(0)
    engine.showDownload({ id: 'm' })
    const next = connect()
    await clock.advance(0)
    await turns()
    expect(next.getSnapshot()).toMatchObject({ link: 'open', order: ['m'] })
  })

  it('is lost when its side goes, and found again by a new port', async () => {
    const { clock, opened, connect } = createPorts()
    const remote = connect()
    await turns()
    opened[0]?.port1.close()
    await turns()
    expect(remote.getSnapshot().link).toBe('lost')
    await clock.advance(300)
    await turns()
    expect(opened).toHaveLength(2)
    expect(remote.getSnapshot().link).toBe('open')
  })

  it('is lost after 45 seconds of silence, where a platform tells nothing of a dead end', async () => {
    const clock = createVirtualClock()
    let count = 0
    const silent: MessagePortLike = { postMessage: () => undefined, close: () => undefined }
    const remote = connectEngine(
      createPortTransport({
        clock,
        open() {
          count += 1
          return silent
        },
      }),
      { clock },
    )
    await clock.advance(44_000)
    expect(count).toBe(1)
    await clock.advance(3_000)
    expect(count).toBe(2)
    await remote.close()
    expect(clock.pendingTimers()).toBe(0)
  })

  it('holds patches back from a listener that does not read, and brings it up to date once it does', async () => {
    const clock = createVirtualClock()
    const engine = createFakeEngine()
    const host = createPortHost(engine, { catalog: [], clock })
    const { port1, port2 } = channel()
    host.accept(port1)
    const seen: { message?: { type?: string } }[] = []
    port2.onmessage = ({ data }) => void seen.push(data)
    port2.postMessage({ weightlift: 'message', message: { type: 'hello', version: 1 } })
    await turns()
    for (let byte = 1; byte <= 200; byte += 1) {
      engine.showDownload({ id: 'm', receivedBytes: byte })
      await clock.advance(100)
    }
    await turns()
    expect(seen.filter(({ message }) => message?.type === 'patch').length).toBeLessThanOrEqual(16)
    port2.postMessage({ weightlift: 'ack', count: seen.length })
    await turns()
    await clock.advance(200)
    await turns()
    expect(seen.at(-1)).toMatchObject({ message: { type: 'patch' } })
    host.close()
  })

  it('drops a listener that acknowledges nothing for a minute, with all that it held', async () => {
    const clock = createVirtualClock()
    const engine = createFakeEngine()
    const host = createPortHost(engine, { catalog: [], clock })
    const { port1, port2 } = channel()
    host.accept(port1)
    port2.postMessage({ weightlift: 'message', message: { type: 'hello', version: 1 } })
    await turns()
    expect(engine.listeners()).toBe(1)
    await clock.advance(61_000)
    expect(engine.listeners()).toBe(0)
    expect(clock.pendingTimers()).toBe(0)
  })

  it('turns away listeners above the number it takes', async () => {
    const { engine, connect, warnings } = createPorts({ maxListeners: 2 })
    const remotes = [connect(), connect(), connect()]
    await turns()
    expect(engine.listeners()).toBe(2)
    expect(warnings.map(({ code }) => code)).toContain('refused')
    expect(remotes.filter((remote) => remote.getSnapshot().link === 'open')).toHaveLength(2)
    for (const remote of remotes) await remote.close()
  })

  it('takes ports that come before the engine is ready', async () => {
    const clock = createVirtualClock()
    let ready: (engine: ReturnType<typeof createFakeEngine>) => void = () => undefined
    const door = createPortDoor(new Promise<ReturnType<typeof createFakeEngine>>((resolve) => (ready = resolve)), {
      catalog: [],
      clock,
    })
    const { port1, port2 } = channel()
    door.enter(port1)
    const remote = connectEngine(createPortTransport({ clock, open: () => port2 }), { clock })
    await turns()
    expect(remote.getSnapshot().link).toBe('connecting')
    ready(createFakeEngine())
    await turns()
    expect(remote.getSnapshot().link).toBe('open')
    await remote.close()
    door.close()
  })
})
