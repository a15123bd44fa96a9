import { describe, expect, it } from 'vitest'
import { createSourceLedger } from '../../../src/engine/host/source-ledger.js'
import { createVirtualClock } from '../../../src/engine/testing/index.js'

const url = 'https://a.example/m.bin'

describe('what an engine remembers of a source', () => {
  it('is how often in a row it failed, where many requests at once are one', async () => {
    const clock = createVirtualClock()
    const ledger = createSourceLedger(clock)
    for (let lane = 0; lane < 16; lane += 1) ledger.failed(url, 0)
    expect(ledger.failures(url)).toBe(1)

    await clock.advance(1_000)
    ledger.failed(url, 0)
    expect(ledger.failures(url)).toBe(2)
    expect(ledger.failures('https://a.example/other.bin')).toBe(0)

    ledger.answered(url)
    expect(ledger.failures(url)).toBe(0)
  })

  it('is for how long its server asked to be left alone, whatever else failed there, until it answers', () => {
    const clock = createVirtualClock()
    const ledger = createSourceLedger(clock)
    ledger.failed(url, 60_000)
    ledger.failed(url, 5_000)
    ledger.failed(url, 0)

    expect(ledger.restsUntilMs('https://a.example/other.bin')).toBe(clock.elapsed() + 60_000)
    expect(ledger.restsUntilMs('https://b.example/m.bin')).toBe(0)
    ledger.answered(url)
    expect(ledger.restsUntilMs(url)).toBe(0)
  })
})
