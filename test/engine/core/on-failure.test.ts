import { expect, it } from 'vitest'
import { downloadingCore, progress } from './given.js'

/** Fails again and again until it is given up; how many tries that took, or null after 200. */
function triesBeforeFailure(code: 'network' | 'stalled' | 'timeout' | 'http-status' | 'bad-response'): number | null {
  const core = downloadingCore()
  for (let tries = 1; tries <= 200; tries += 1) {
    core.failed('a', code)
    if (core.get('a').status === 'failed') return tries
    core.now += 60_000
    core.send({ type: 'woken' })
  }
  return null
}

it.each(['network', 'stalled', 'timeout'] as const)(
  'waits for a line that is down however long it takes: %s',
  (code) => {
    expect(triesBeforeFailure(code)).toBeNull()
  },
)

it('gives up where a server answers and the answer is of no use thirty times', () => {
  expect(triesBeforeFailure('bad-response')).toBe(30)
})

it('counts the tries on while only lost bytes come again, and anew once there is more than there ever was', () => {
  const core = downloadingCore()
  for (let tries = 1; tries <= 3; tries += 1) {
    core.failed('a', 'bad-response')
    expect(core.get('a').attempt).toBe(tries)
    core.now += 60_000
    core.send({ type: 'woken' })
    core.report('a', 'restarted', progress(0))
    core.report('a', 'prepared', progress(0, { fetchedBytes: 0 }))
    core.now += 1_000
    core.report('a', 'progress', progress(30, { fetchedBytes: 30 }))
  }
  core.report('a', 'progress', progress(41, { fetchedBytes: 41 }))
  expect(core.get('a').attempt).toBe(0)
})

it('gives up after three tries where a person most likely has to do something else', () => {
  const core = downloadingCore()
  const statuses = [1, 2, 3].map(() => {
    const { run } = core.get('a')
    const error = {
      code: 'size-mismatch',
      message: 'It has another size.',
      retryable: true,
      action: 'check-url',
    } as const
    core.send({ type: 'failed', id: 'a', run, progress: null, error, retryAfterMs: null, random: 0.5 })
    const { status } = core.get('a')
    core.now += 60_000
    core.send({ type: 'woken' })
    return status
  })

  expect(statuses).toEqual(['waiting', 'waiting', 'failed'])
})

it('waits as offline where the platform knows that the machine has no network, and counts no try', () => {
  const core = downloadingCore()
  for (let tries = 1; tries <= 50; tries += 1) {
    core.failed('a', 'network', { isOffline: true })
    expect(core.get('a')).toMatchObject({ status: 'waiting', reason: 'offline', attempt: 0, retries: 0 })
    expect(core.get('a').untilMs).toBe(core.now + 60_000)
    core.now += 60_000
    core.send({ type: 'woken' })
    expect(core.get('a').status).toBe('preparing')
  }
  core.failed('a', 'bad-response', { isOffline: true })
  expect(core.get('a')).toMatchObject({ reason: 'retry', attempt: 1 })
})

it.each([
  ['nothing', {}, 500],
  ['no wait at all', { retryAfterMs: 0 }, 500],
  ['less than it would wait by itself', { retryAfterMs: 100 }, 500],
  ['more', { retryAfterMs: 90_000 }, 90_000],
])('waits for as long as it would by itself at least, where the server asks for %s', (_, asked, delayMs) => {
  const core = downloadingCore()
  core.failed('a', 'rate-limited', { ...asked, random: 0.5 })
  expect(core.get('a').untilMs).toBe(core.now + delayMs)
})
