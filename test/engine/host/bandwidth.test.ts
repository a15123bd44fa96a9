import { describe, expect, it } from 'vitest'
import { type Bandwidth, createBandwidth } from '../../../src/engine/host/bandwidth.js'
import { createVirtualClock, type VirtualClock } from '../../../src/engine/testing/virtual-clock.js'

const never = new AbortController().signal

interface Reader {
  bytes: number
  stop(): void
}

/** Reads chunks as fast as it may, as a lane with a fast server does. */
function read(bandwidth: Bandwidth, id: string, chunk = 16_384): Reader {
  const reader = {
    bytes: 0,
    isStopped: false,
    stop() {
      reader.isStopped = true
    },
  }
  const { signal } = new AbortController()
  const loop = async (): Promise<void> => {
    while (!reader.isStopped) {
      reader.bytes += chunk
      await bandwidth.pay(id, chunk, signal)
    }
  }
  void loop()
  return reader
}

function given(weightOf: (id: string) => number = () => 1): { clock: VirtualClock; bandwidth: Bandwidth } {
  const clock = createVirtualClock()
  return { clock, bandwidth: createBandwidth(clock, weightOf) }
}

describe('a limit over all downloads', () => {
  it('costs nothing and never waits where there is none', () => {
    const { clock, bandwidth } = given()
    expect(bandwidth.pay('a', 1e9, never)).toBe(undefined)
    expect(clock.pendingTimers()).toBe(0)
  })

  it('is kept within a few per cent by all readers together', async () => {
    const { clock, bandwidth } = given()
    bandwidth.setLimit(1_000_000)
    const readers = ['a', 'a', 'b', 'c'].map((id) => read(bandwidth, id))
    await clock.advance(10_000)
    const all = readers.reduce((sum, { bytes }) => sum + bytes, 0)
    expect(all / 10_000_000).toBeGreaterThan(0.98)
    expect(all / 10_000_000).toBeLessThan(1.02)
  })

  it('is shared equally by downloads, not by their connections', async () => {
    const { clock, bandwidth } = given()
    bandwidth.setLimit(1_000_000)
    const a = read(bandwidth, 'a')
    const b = Array.from({ length: 6 }, () => read(bandwidth, 'b'))
    await clock.advance(10_000)
    const ofB = b.reduce((sum, { bytes }) => sum + bytes, 0)
    expect(a.bytes / ofB).toBeGreaterThan(0.9)
    expect(a.bytes / ofB).toBeLessThan(1.1)
  })

  it('is shared by weight', async () => {
    const { clock, bandwidth } = given((id) => (id === 'a' ? 4 : 1))
    bandwidth.setLimit(1_000_000)
    const [a, b] = [read(bandwidth, 'a'), read(bandwidth, 'b')]
    await clock.advance(10_000)
    expect(a.bytes / b.bytes).toBeGreaterThan(3.5)
    expect(a.bytes / b.bytes).toBeLessThan(4.5)
  })

  it('gives all of it to one where the other brings less than its share', async () => {
    const { clock, bandwidth } = given()
    bandwidth.setLimit(1_000_000)
    const a = read(bandwidth, 'a')
    let slow = 0
    const drip = async (): Promise<void> => {
      slow += 1_000
      await bandwidth.pay('b', 1_000, never)
      clock.setTimer(100, () => void drip())
    }
    void drip()
    await clock.advance(10_000)
    expect(slow).toBeGreaterThan(70_000)
    expect((a.bytes + slow) / 10_000_000).toBeGreaterThan(0.98)
  })

  it('takes hold at once when it changes, to less, to nothing, to more, to none', async () => {
    const { clock, bandwidth } = given()
    bandwidth.setLimit(1_000_000)
    const reader = read(bandwidth, 'a')
    const during = async (ms: number): Promise<number> => {
      const before = reader.bytes
      await clock.advance(ms)
      return reader.bytes - before
    }
    await clock.advance(1_000)
    bandwidth.setLimit(100_000)
    expect(await during(10_000)).toBeLessThan(1_040_000)
    bandwidth.setLimit(0)
    await clock.advance(100)
    expect(await during(60_000)).toBe(0)
    bandwidth.setLimit(2_000_000)
    expect(await during(1_000)).toBeGreaterThan(1_900_000)
    reader.stop()
    bandwidth.setLimit(null)
    await clock.advance(0)
    expect(clock.pendingTimers()).toBe(0)
  })

  it('asks no more of whoever waits when it is lowered than a moment of the new one', async () => {
    const { clock, bandwidth } = given()
    bandwidth.setLimit(10_000_000)
    for (const id of ['a', 'b', 'c']) void bandwidth.pay(id, 1_000_000, never)
    bandwidth.setLimit(100_000)
    expect(bandwidth.mostAtOnce()).toBe(20_000)
    const reader = read(bandwidth, 'd', 10_000)
    await clock.advance(2_000)
    expect(reader.bytes).toBeGreaterThan(100_000)
    expect(reader.bytes).toBeLessThan(200_000)
  })

  it('lets go of a reader that is aborted, and counts what it had brought', async () => {
    const { clock, bandwidth } = given()
    bandwidth.setLimit(1_000)
    const abort = new AbortController()
    let isFree = false
    void Promise.resolve(bandwidth.pay('a', 1_000, abort.signal)).then(() => {
      isFree = true
    })
    await clock.advance(0)
    expect(isFree).toBe(false)
    abort.abort()
    await clock.advance(0)
    expect(isFree).toBe(true)
    const other = read(bandwidth, 'b', 100)
    await clock.advance(900)
    expect(other.bytes).toBe(100)
    await clock.advance(200)
    expect(other.bytes).toBeGreaterThan(100)
  })

  it('says whom it holds back, and how many connections are of use', async () => {
    const { clock, bandwidth } = given()
    expect(bandwidth.mostLanes()).toBe(null)
    expect(bandwidth.isHolding('a')).toBe(false)
    bandwidth.setLimit(1024 * 1024)
    await clock.advance(100)
    expect(bandwidth.isHolding('a')).toBe(false)
    const reader = read(bandwidth, 'a')
    await clock.advance(1_000)
    expect(bandwidth.isHolding('a')).toBe(true)
    expect(bandwidth.mostLanes()).toBe(4)
    reader.stop()
    await clock.advance(1_000)
    expect(bandwidth.isHolding('a')).toBe(false)
    bandwidth.setLimit(1)
    expect(bandwidth.mostLanes()).toBe(1)
  })
})
