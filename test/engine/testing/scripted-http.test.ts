import { describe, expect, it } from 'vitest'
import type { HttpResponse } from '../../../src/engine/ports/http.js'
import { createScriptedHttp, type ServeOptions } from '../../../src/engine/testing/scripted-http.js'
import { createVirtualClock } from '../../../src/engine/testing/virtual-clock.js'

const url = 'https://models.example/m.bin'

function origin(options: ServeOptions = { size: 1000 }, bytesPerSecond: number | null = 1000) {
  const clock = createVirtualClock({ startMs: 0 })
  const http = createScriptedHttp({ clock, bytesPerSecond, latencyMs: 10 })
  const file = http.serve(url, options)
  const abort = new AbortController()
  const get = (headers: Record<string, string> = {}): Promise<HttpResponse> =>
    ahead(clock.advance(10), http.request({ url, headers, signal: abort.signal }))
  return { clock, http, file, abort, get }
}

/** Moves time while a promise waits for it. */
async function ahead<T>(time: Promise<void>, promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  await time
  return promise
}

function collect(response: HttpResponse): { bytes: number[]; done: Promise<void> } {
  const bytes: number[] = []
  const done = (async () => {
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) bytes.push(...chunk)
  })()
  done.catch(() => undefined)
  return { bytes, done }
}

describe('scripted http', () => {
  it('sends a file as time moves on, at the speed of the line', async () => {
    const { clock, get, file } = origin()
    const response = await get()
    expect(response.status).toBe(200)
    expect(response.headers['content-length']).toBe('1000')
    const { bytes, done } = collect(response)
    await clock.advance(500)
    expect(bytes.length).toBe(500)
    await clock.advance(600)
    await done
    expect(bytes).toEqual([...file.content.read(0, 1000)])
  })

  it('shares the line between those that receive', async () => {
    const { clock, get } = origin({ size: 10_000 })
    const first = collect(await get())
    const second = collect(await get())
    await clock.advance(1000)
    expect(first.bytes.length + second.bytes.length).toBeGreaterThan(900)
    expect(first.bytes.length + second.bytes.length).toBeLessThanOrEqual(1000)
    expect(Math.abs(first.bytes.length - second.bytes.length)).toBeLessThan(100)
  })

  it('answers a range with that range, and with the whole file once the validator is another', async () => {
    const { clock, get, file } = origin({ size: 1000 }, null)
    const part = await get({ range: 'bytes=990-', 'if-range': file.etag as string })
    expect(part).toMatchObject({ status: 206, headers: { 'content-range': 'bytes 990-999/1000' } })
    const { bytes } = collect(part)
    await clock.advance(0)
    expect(bytes).toEqual([...file.content.read(990, 10)])
    expect((await get({ range: 'bytes=990-', 'if-range': '"other"' })).status).toBe(200)
    expect(await get({ range: 'bytes=1000-' })).toMatchObject({
      status: 416,
      headers: { 'content-range': 'bytes */1000' },
    })
  })

  it('answers 404 for what was never served', async () => {
    const { clock, http, abort } = origin()
    const asked = http.request({ url: 'https://models.example/other', headers: {}, signal: abort.signal })
    expect((await ahead(clock.advance(10), asked)).status).toBe(404)
  })

  it('meets faults in their order, then is well again', async () => {
    const { get, http } = origin()
    http.fail(url, { type: 'status', status: 503, headers: { 'retry-after': '7' } })
    http.fail(url, { type: 'network' })
    expect(await get()).toMatchObject({ status: 503, headers: { 'retry-after': '7' } })
    await expect(get()).rejects.toMatchObject({ code: 'network' })
    expect((await get()).status).toBe(200)
    expect(http.log.map((entry) => entry.status)).toEqual([503, null, 200])
  })

  it('breaks, stalls or shortens a body where it was told to', async () => {
    const { clock, get, http } = origin()
    http.fail(url, { type: 'cut', at: 100 })
    const cut = collect(await get())
    await clock.advance(5000)
    await expect(cut.done).rejects.toMatchObject({ code: 'network' })
    expect(cut.bytes.length).toBe(100)

    http.fail(url, { type: 'stall', at: 100 })
    const stalled = collect(await get())
    await clock.advance(3_600_000)
    expect(stalled.bytes.length).toBe(100)

    http.fail(url, { type: 'short', at: 100 })
    const short = collect(await get())
    await clock.advance(5000)
    await short.done
    expect(short.bytes.length).toBe(100)
  })

  it('breaks every connection when the line is cut', async () => {
    const { clock, get, http } = origin()
    const { done } = collect(await get())
    await clock.advance(100)
    http.link.cut()
    await expect(done).rejects.toMatchObject({ code: 'network' })
  })

  it('ends a body with the reason of the abort', async () => {
    const { clock, get, abort } = origin()
    const { done } = collect(await get())
    await clock.advance(100)
    abort.abort('enough')
    await expect(done).rejects.toBe('enough')
    expect(clock.pendingTimers()).toBe(0)
  })

  it('stands still at speed 0 and goes on when the speed changes', async () => {
    const { clock, get, http } = origin()
    const { bytes } = collect(await get())
    http.link.setSpeed(0)
    await clock.advance(60_000)
    const before = bytes.length
    http.link.setSpeed(1000)
    await clock.advance(500)
    expect(before).toBeLessThanOrEqual(50)
    expect(bytes.length - before).toBeGreaterThan(400)
  })

  it('lets every request meet a fault until that ends, but for those that have one of their own', async () => {
    const { get, http } = origin({ size: 1000 }, null)
    http.failEach({ type: 'status', status: 503 })
    http.fail(url, { type: 'status', status: 404 })
    expect((await get()).status).toBe(404)
    expect((await get()).status).toBe(503)
    expect((await get()).status).toBe(503)
    http.failEach(null)
    expect((await get()).status).toBe(200)
    http.failEach({ type: 'network' })
    http.heal()
    expect((await get()).status).toBe(200)
  })
})
