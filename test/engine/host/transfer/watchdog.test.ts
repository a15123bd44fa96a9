import { expect, it } from 'vitest'
import { createWatchdog } from '../../../../src/engine/host/transfer/watchdog.js'
import { createVirtualClock } from '../../../../src/engine/testing/index.js'

function given() {
  const clock = createVirtualClock()
  const silences: number[] = []
  const startMs = clock.now()
  const watchdog = createWatchdog(clock, 1_000, () => silences.push(clock.now() - startMs))
  return { clock, watchdog, silences }
}

it('calls once when nothing was fed for as long as its patience', async () => {
  const { clock, silences } = given()

  await clock.advance(10_000)

  expect(silences).toEqual([1_000])
  expect(clock.pendingTimers()).toBe(0)
})

it('counts its patience from the last feed, and holds one timer however often it is fed', async () => {
  const { clock, watchdog, silences } = given()
  for (let at = 0; at < 50; at++) {
    await clock.advance(90)
    watchdog.feed()
    expect(clock.pendingTimers()).toBe(1)
  }
  expect(silences).toEqual([])

  await clock.advance(10_000)

  expect(silences).toEqual([50 * 90 + 1_000])
})

it.each([-3_600_000, 3_600_000])('cares nothing for a clock that is put on by %i ms', async (ms) => {
  const { clock, watchdog } = given()
  await clock.advance(500)
  clock.jump(ms)
  await clock.advance(400)
  watchdog.feed()
  await clock.advance(900)
  expect(clock.pendingTimers()).toBe(1)
  await clock.advance(200)
  expect(clock.pendingTimers()).toBe(0)
})

it('is silent when it is stopped', async () => {
  const { clock, watchdog, silences } = given()
  watchdog.stop()

  await clock.advance(10_000)

  expect(silences).toEqual([])
  expect(clock.pendingTimers()).toBe(0)
})

it('does not take for silence what comes while it is held, and counts again from the next feed', async () => {
  const { clock, watchdog, silences } = given()
  await clock.advance(500)
  watchdog.hold()
  await clock.advance(10_300)
  expect(silences).toEqual([])

  watchdog.feed()
  await clock.advance(10_000)

  expect(silences).toEqual([11_800])
})
