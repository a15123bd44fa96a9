import { describe, expect, it } from 'vitest'
import { downloadingCore, errorData, file, openCore, progress } from './given.js'

describe('a run', () => {
  it('goes from preparing over downloading and verifying to completed', () => {
    const core = openCore()
    core.download('a')
    expect(core.get('a').status).toBe('preparing')
    core.report('a', 'prepared', progress(0))
    expect(core.get('a').status).toBe('downloading')
    core.report('a', 'progress', progress(100))
    core.report('a', 'verifying', progress(100))
    expect(core.get('a')).toMatchObject({ status: 'verifying', throughput: null })
    core.completed('a', progress(100, { committedBytes: 100, verifiedBytes: 100 }))
    expect(core.get('a')).toMatchObject({ status: 'completed', committedBytes: 100, verifiedBytes: 100, hashing: null })
  })

  it('completes straight away where everything is on disk', () => {
    const core = openCore()
    core.download('a')
    core.completed('a')
    expect(core.get('a').status).toBe('completed')
  })

  it('says when only the size could be checked', () => {
    const core = openCore()
    core.download('a')
    core.send({ type: 'completed', id: 'a', run: 1, progress: progress(100), unverified: true })
    expect(core.get('a').unverified).toBe(true)
  })

  it('measures the speed of the digest while verifying', () => {
    const core = downloadingCore()
    core.report('a', 'verifying', progress(100, { verifiedBytes: 20 }))
    core.now += 1_000
    core.report('a', 'progress', progress(100, { verifiedBytes: 60 }))
    expect(core.get('a').hashing?.rate).toBe(40)
  })
})

describe('the account of bytes and time', () => {
  it('counts what came since the last report before verifying', () => {
    const core = downloadingCore()
    core.now += 50
    core.report('a', 'verifying', progress(100))
    expect(core.get('a')).toMatchObject({ pastBytes: 100, pastMs: 1_050 })
  })

  it('counts what came since the last report before a failure', () => {
    const core = downloadingCore()
    core.now += 50
    core.failed('a', 'network', { bytes: progress(60) })
    expect(core.get('a')).toMatchObject({ pastBytes: 60, pastMs: 1_050, throughput: null })
  })

  it('keeps its time when bytes begin to move a second time', () => {
    const core = downloadingCore()
    core.report('a', 'restarted', progress(0))
    core.report('a', 'prepared', progress(0, { fetchedBytes: 40 }))
    expect(core.get('a')).toMatchObject({ status: 'downloading', pastBytes: 40, pastMs: 1_000 })
  })

  it('counts no bytes that a resume found on disk', () => {
    const core = openCore()
    core.download('a')
    core.report('a', 'prepared', progress(90, { fetchedBytes: 0 }))
    core.now += 1_000
    core.report('a', 'progress', progress(100, { fetchedBytes: 10 }))
    expect(core.get('a').throughput?.rate).toBe(10)
  })
})

describe('the bytes shown', () => {
  it('do not go backwards when a report does', () => {
    const core = downloadingCore()
    core.report('a', 'progress', progress(30))
    expect(core.get('a').files).toEqual([file(40)])
  })

  it('do not pass the size', () => {
    const core = downloadingCore()
    core.report('a', 'progress', progress(140))
    expect(core.get('a').files).toEqual([file(100)])
  })

  it('go back to nothing with an announced restart', () => {
    const core = downloadingCore()
    core.report('a', 'restarted', progress(0))
    expect(core.get('a')).toMatchObject({ files: [file(0)], restarts: 1 })
  })

  it('are announced as a restart when a run finds less than was committed', () => {
    const core = downloadingCore()
    core.report('a', 'progress', progress(40, { committedBytes: 40 }))
    core.command({ type: 'pause', id: 'a' })
    core.command({ type: 'resume', id: 'a' })
    core.report('a', 'prepared', progress(10))
    expect(core.get('a')).toMatchObject({ files: [file(10)], restarts: 1 })
  })

  it('stand still, without a restart, while bytes come again that never reached the disk', () => {
    const core = downloadingCore()
    core.report('a', 'progress', progress(40, { committedBytes: 10 }))
    core.failed('a', 'network')
    core.command({ type: 'retry', id: 'a' })
    core.report('a', 'prepared', progress(10, { committedBytes: 10 }))
    expect(core.get('a')).toMatchObject({ files: [file(40)], restarts: 0 })
    core.report('a', 'progress', progress(50, { committedBytes: 10 }))
    expect(core.get('a')).toMatchObject({ files: [file(50)], restarts: 0 })
  })

  it('stay the same object while none moves', () => {
    const core = downloadingCore()
    const { files } = core.get('a')
    core.report('a', 'progress', progress(40, { committedBytes: 40 }))
    expect(core.get('a').files).toBe(files)
  })

  it('get their total when it becomes known', () => {
    const core = openCore()
    core.download('a', { size: null })
    expect(core.get('a').files).toEqual([file(0, 'a.bin', null)])
    core.report('a', 'prepared', progress(0))
    expect(core.get('a').files).toEqual([file(0)])
  })
})

describe('a report that comes late', () => {
  it('of an earlier run changes nothing', () => {
    const core = downloadingCore()
    core.command({ type: 'pause', id: 'a' })
    core.command({ type: 'resume', id: 'a' })
    const before = core.state
    core.parked('a', progress(90), 1)
    core.completed('a', progress(100), 1)
    expect(core.state).toBe(before)
  })

  it('of a download that is gone changes nothing', () => {
    const core = downloadingCore()
    core.command({ type: 'remove', id: 'a' })
    const before = core.state
    core.send({ type: 'completed', id: 'a', run: 1, progress: progress(100), unverified: false })
    expect(core.state).toBe(before)
  })

  it('of a pause brings what was committed meanwhile, and no status', () => {
    const core = downloadingCore()
    core.command({ type: 'pause', id: 'a' })
    core.parked('a', progress(55, { committedBytes: 55 }))
    expect(core.get('a')).toMatchObject({ status: 'paused', files: [file(55)], committedBytes: 55 })
  })

  it('of a pause that came too late completes', () => {
    const core = downloadingCore()
    core.command({ type: 'pause', id: 'a' })
    core.completed('a')
    expect(core.get('a').status).toBe('completed')
    expect(core.effects).toContainEqual(
      expect.objectContaining({ type: 'save', record: expect.objectContaining({ intent: 'completed' }) }),
    )
  })

  it('of a failure while pausing leaves it paused', () => {
    const core = downloadingCore()
    core.command({ type: 'pause', id: 'a' })
    core.failed('a', 'network')
    expect(core.get('a')).toMatchObject({ status: 'paused', error: null, reason: null })
  })

  it('of a cancelled run brings no deleted byte back, not even when it is asked for again', () => {
    const core = openCore({ settings: { concurrency: 1 } })
    core.download('a')
    core.report('a', 'prepared', progress(0))
    core.report('a', 'progress', progress(40))
    core.download('b')
    core.command({ type: 'cancel', id: 'a' })
    core.download('a')
    core.parked('a', progress(40), 1)
    expect(core.get('a')).toMatchObject({ status: 'queued', files: [file(0)], restarts: 0 })
  })

  it('of a cancelled run that finished does not bring the download back', () => {
    const core = downloadingCore()
    core.command({ type: 'cancel', id: 'a' })
    core.completed('a', progress(100), 1)
    expect(core.get('a').status).toBe('cancelled')
  })
})

describe('a failure', () => {
  it('that may pass waits, with its reason, time and error', () => {
    const core = downloadingCore()
    core.failed('a', 'network', { random: 0.5 })
    expect(core.get('a')).toMatchObject({
      status: 'waiting',
      reason: 'retry',
      untilMs: core.now + 500,
      attempt: 1,
      error: errorData('network'),
    })
  })

  it('waits as long as the server asks, whatever the backoff says', () => {
    const core = downloadingCore()
    core.failed('a', 'rate-limited', { retryAfterMs: 90_000 })
    expect(core.get('a')).toMatchObject({ reason: 'rate-limited', untilMs: core.now + 90_000 })
  })

  it('that a person has to mend fails at once', () => {
    const core = downloadingCore()
    core.failed('a', 'not-found')
    expect(core.get('a')).toMatchObject({
      status: 'failed',
      reason: null,
      untilMs: null,
      error: errorData('not-found'),
    })
  })

  it('fails after as many tries without progress as are allowed', () => {
    const core = openCore({ retry: { attempts: 3 } })
    core.download('a')
    const seen: string[] = []
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      core.failed('a', 'network')
      seen.push(core.get('a').status)
      core.now += 60_000
      core.send({ type: 'woken' })
    }
    expect(seen).toEqual(['waiting', 'waiting', 'failed'])
    expect(core.get('a').attempt).toBe(3)
  })

  it('counts tries anew once bytes have moved', () => {
    const core = openCore({ retry: { attempts: 2 } })
    core.download('a')
    for (const received of [10, 20, 30]) {
      core.failed('a', 'network', { bytes: progress(received) })
      expect(core.get('a')).toMatchObject({ status: 'waiting', attempt: 1 })
      core.now += 60_000
      core.send({ type: 'woken' })
    }
  })

  it('while offline waits for the network and costs no try', () => {
    const core = openCore({ retry: { attempts: 1 } })
    core.download('a')
    core.send({ type: 'network', network: { online: false, metered: null } })
    core.failed('a', 'network')
    expect(core.get('a')).toMatchObject({ status: 'waiting', reason: 'offline', untilMs: null, attempt: 0 })
  })

  it("of the server while offline is still the server's", () => {
    const core = openCore()
    core.download('a')
    core.send({ type: 'network', network: { online: false, metered: null } })
    core.failed('a', 'not-found')
    expect(core.get('a').status).toBe('failed')
  })

  it('for a lock waits before it tries again', () => {
    const core = downloadingCore()
    core.failed('a', 'locked')
    expect(core.get('a')).toMatchObject({ status: 'waiting', reason: 'lock', untilMs: core.now + 500 })
    expect(core.effects.map(({ type }) => type)).not.toContain('start')
  })

  it('leaves no error on a download that is in line or on its way again', () => {
    const core = downloadingCore()
    core.failed('a', 'network')
    core.now += 60_000
    core.send({ type: 'woken' })
    expect(core.get('a')).toMatchObject({ status: 'preparing', error: null, reason: null, untilMs: null })
  })
})
