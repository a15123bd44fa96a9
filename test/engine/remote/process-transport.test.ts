import { describe, expect, it } from 'vitest'
import type { ErrorData } from '../../../src/engine/core/errors.js'
import { createProcessTransport, type SidecarEvents } from '../../../src/engine/remote/process-transport.js'
import { createVirtualClock } from '../../../src/engine/testing/virtual-clock.js'

/** Processes that answer a ping as long as they are not frozen, and end when they are told to. */
function createProcesses() {
  const clock = createVirtualClock()
  const started: { events: SidecarEvents; ended: boolean; pings: number }[] = []
  const troubles: ErrorData[] = []
  let isFrozen = false
  const transport = createProcessTransport({
    clock,
    onTrouble: (error) => troubles.push(error),
    async start(events) {
      const own = { events, ended: false, pings: 0 }
      started.push(own)
      return {
        write(text) {
          if (text.includes('"ping"')) own.pings += 1
          if (!isFrozen) events.onText('{"type":"pong"}\n')
        },
        end() {
          own.ended = true
        },
      }
    },
  })
  const hello = (): void => transport.send({ type: 'hello', version: 1 }) as undefined
  return {
    clock,
    transport,
    started,
    troubles,
    hello,
    freeze(next: boolean) {
      isFrozen = next
    },
  }
}

describe('a process with an engine in it', () => {
  it('counts as there while it answers, however little it has to say', async () => {
    const { clock, transport, started, troubles, hello } = createProcesses()
    await clock.advance(0)
    hello()
    await clock.advance(3_600_000)
    expect(transport.getStatus()).toBe('open')
    expect(started).toHaveLength(1)
    expect(started[0]?.pings).toBeGreaterThan(1_000)
    expect(troubles).toEqual([])
    await transport.close()
    expect(clock.pendingTimers()).toBe(0)
  })

  it('is lost after six seconds of silence, and open again with its next word', async () => {
    const { clock, transport, started, troubles, hello, freeze } = createProcesses()
    await clock.advance(0)
    hello()
    freeze(true)
    await clock.advance(5_000)
    expect(transport.getStatus()).toBe('open')
    await clock.advance(1_000)
    expect(transport.getStatus()).toBe('lost')
    expect(troubles.map(({ code }) => code)).toEqual(['timeout'])
    freeze(false)
    await clock.advance(1_000)
    expect(transport.getStatus()).toBe('open')
    expect(started).toHaveLength(1)
    await transport.close()
  })

  it('is ended after half a minute of silence, and another one is started', async () => {
    const { clock, transport, started, hello, freeze } = createProcesses()
    await clock.advance(0)
    hello()
    freeze(true)
    await clock.advance(30_000)
    expect(started.map(({ ended }) => ended)).toEqual([true, false])
    expect(transport.getStatus()).toBe('open')
    await transport.close()
    expect(started.map(({ ended }) => ended)).toEqual([true, true])
    expect(clock.pendingTimers()).toBe(0)
  })

  it.each(['jump', 'freeze'] as const)(
    'is not taken for frozen by a machine that slept (%s of the clock)',
    async (sleep) => {
      const { clock, transport, started, troubles, hello, freeze } = createProcesses()
      await clock.advance(0)
      hello()
      freeze(true)
      // A timer of before the sleep comes late; the process has a word to say only after it.
      for (let nights = 0; nights < 3; nights += 1) {
        await clock.advance(4_000)
        clock[sleep](8 * 3_600_000)
      }
      await clock.advance(4_000)
      freeze(false)
      await clock.advance(2_000)
      expect(transport.getStatus()).toBe('open')
      expect(troubles).toEqual([])
      expect(started).toHaveLength(1)
      await transport.close()
    },
  )

  it('may take a minute until its first word, and is said to be lost after fifteen seconds', async () => {
    const { clock, transport, started, troubles, hello, freeze } = createProcesses()
    freeze(true)
    await clock.advance(14_000)
    expect(transport.getStatus()).toBe('open')
    await clock.advance(1_000)
    expect(transport.getStatus()).toBe('lost')
    expect(troubles.map(({ code }) => code)).toEqual(['timeout'])
    await clock.advance(44_000)
    started[0]?.events.onText('{"type":"snapshot"}\n')
    expect(transport.getStatus()).toBe('open')
    freeze(false)
    hello()
    await clock.advance(3_600_000)
    expect(started).toHaveLength(1)
    expect(troubles).toHaveLength(1)
    await transport.close()
    expect(clock.pendingTimers()).toBe(0)
  })

  it('that never says a word is ended after a minute, and the next one is given twice as long', async () => {
    const { clock, transport, started, freeze } = createProcesses()
    freeze(true)
    await clock.advance(60_000)
    expect(started.map(({ ended }) => ended)).toEqual([true, false])
    await clock.advance(119_000)
    expect(started).toHaveLength(2)
    await clock.advance(1_000)
    expect(started.map(({ ended }) => ended)).toEqual([true, true, false])
    // Once one has spoken, the next start has a minute again.
    started[2]?.events.onText('{"type":"pong"}\n')
    await clock.advance(30_000)
    expect(started).toHaveLength(4)
    await transport.close()
    expect(clock.pendingTimers()).toBe(0)
  })

  it.each(['jump', 'freeze'] as const)(
    'is not taken for mute by a machine that slept while it started (%s of the clock)',
    async (sleep) => {
      const { clock, transport, started, troubles, freeze } = createProcesses()
      freeze(true)
      for (let nights = 0; nights < 5; nights += 1) {
        await clock.advance(10_000)
        clock[sleep](8 * 3_600_000)
      }
      await clock.advance(2_000)
      expect(transport.getStatus()).toBe('open')
      expect(troubles).toEqual([])
      expect(started).toHaveLength(1)
      await transport.close()
    },
  )
})
