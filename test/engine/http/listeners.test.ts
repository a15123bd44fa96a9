import { describe, expect, it } from 'vitest'
import { createFakeEngine } from '../remote/fake-engine.js'
import { startHost, TOKEN } from './loopback.js'

const COUNT = 1_000

describe('a thousand listeners on one host', () => {
  it('all get what changes, are turned away above their number, and leave nothing behind', async () => {
    const engine = createFakeEngine()
    for (let at = 0; at < 100; at += 1) engine.showDownload({ id: `m${at}`, status: 'downloading' })
    const host = await startHost(engine, { maxListeners: COUNT })
    const headers = { authorization: `Bearer ${TOKEN}`, accept: 'text/event-stream' }
    const aborter = new AbortController()
    const last: string[] = []
    const streams = await Promise.all(
      Array.from({ length: COUNT }, async () => fetch(host.url, { headers, signal: aborter.signal })),
    )
    expect(streams.every(({ status }) => status === 200)).toBe(true)
    expect((await fetch(host.url, { headers })).status).toBe(503)
    const reading = streams.map(async ({ body }, at) => {
      const decoder = new TextDecoder()
      try {
        for await (const chunk of body ?? []) last[at] = decoder.decode(chunk)
      } catch {
        // The end of the test.
      }
    })
    expect(engine.listeners()).toBe(COUNT)
    engine.show({ network: { online: true, metered: true } })
    await expect
      .poll(() => last.filter((text) => text.includes('"metered":true')).length, { timeout: 10_000 })
      .toBe(COUNT)
    aborter.abort()
    await Promise.all(reading)
    await expect.poll(() => engine.listeners(), { timeout: 10_000 }).toBe(0)
  })
})
