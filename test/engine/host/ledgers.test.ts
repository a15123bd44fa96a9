import { describe, expect, it } from 'vitest'
import { createConnectionLedger } from '../../../src/engine/host/connection-ledger.js'
import { createSpaceLedger } from '../../../src/engine/host/space-ledger.js'
import { createWriteBudget } from '../../../src/engine/host/transfer/write-budget.js'
import { createSimulatedMachine } from '../../../src/engine/testing/index.js'

describe('space ledger', () => {
  const ledgerOf = (capacityBytes: number | null) => createSpaceLedger(createSimulatedMachine({ capacityBytes }).files)

  it('gives room that is there, to the last byte', async () => {
    await expect(ledgerOf(100).claim('a', () => 100)).resolves.toBeTypeOf('function')
  })

  it('says how much is missing', async () => {
    await expect(ledgerOf(100).claim('a', () => 1_100)).rejects.toMatchObject({
      code: 'disk-full',
      action: 'free-space',
      message: expect.stringContaining('1,000 bytes'),
    })
  })

  it('does not count on bytes that another download still needs', async () => {
    const ledger = ledgerOf(100)
    await ledger.claim('a', () => 60)

    await expect(ledger.claim('b', () => 60)).rejects.toMatchObject({ code: 'disk-full' })
    await expect(ledger.claim('c', () => 40)).resolves.toBeTypeOf('function')
  })

  it('asks anew what the others still need', async () => {
    const ledger = ledgerOf(100)
    let left = 60
    await ledger.claim('a', () => left)
    left = 10

    await expect(ledger.claim('b', () => 90)).resolves.toBeTypeOf('function')
  })

  it('gives room free when its run ends, and forgets a claim that was refused', async () => {
    const ledger = ledgerOf(100)
    const release = await ledger.claim('a', () => 100)
    await expect(ledger.claim('b', () => 50)).rejects.toMatchObject({ code: 'disk-full' })
    release()

    await expect(ledger.claim('c', () => 100)).resolves.toBeTypeOf('function')
  })

  it('lets everything pass where free space is not known', async () => {
    await expect(ledgerOf(null).claim('a', () => 1e15)).resolves.toBeTypeOf('function')
  })
})

describe('write budget', () => {
  /** Takes and tells when it was given. */
  const taken = (budget: ReturnType<typeof createWriteBudget>, bytes: number) => {
    const state = { isTaken: false }
    void Promise.resolve(budget.take(bytes)).then(() => {
      state.isTaken = true
    })
    return state
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve))

  it('gives at once what fits, and the rest in order when others are done', async () => {
    const budget = createWriteBudget(10)
    const [a, b, c, d] = [taken(budget, 6), taken(budget, 4), taken(budget, 5), taken(budget, 1)]
    await settled()
    expect([a, b, c, d].map(({ isTaken }) => isTaken)).toEqual([true, true, false, false])

    budget.give(4)
    await settled()
    expect([c.isTaken, d.isTaken], 'nobody overtakes').toEqual([false, false])

    budget.give(6)
    await settled()
    expect([c.isTaken, d.isTaken]).toEqual([true, true])
  })

  it('lets a write go alone that is larger than all of it', async () => {
    const budget = createWriteBudget(10)
    const [a, big, b] = [taken(budget, 1), taken(budget, 50), taken(budget, 1)]
    await settled()
    expect([a, big, b].map(({ isTaken }) => isTaken)).toEqual([true, false, false])

    budget.give(1)
    await settled()
    expect([big.isTaken, b.isTaken]).toEqual([true, false])

    budget.give(50)
    await settled()
    expect(b.isTaken).toBe(true)
  })
})

describe('connection ledger', () => {
  const one = {}

  it('gives a host 16 connections, and the engine 32', () => {
    const ledger = createConnectionLedger()
    const takeAll = (host: string): number => {
      let count = 0
      while (ledger.take(host, false, one) !== null) count += 1
      return count
    }

    expect(['a', 'b', 'c'].map(takeAll)).toEqual([16, 16, 0])
  })

  it('gives a host as few as the platform bears', () => {
    const ledger = createConnectionLedger(2)
    const taken = [1, 2, 3].map(() => ledger.take('a', false, one) !== null)

    expect(taken).toEqual([true, true, false])
  })

  it('always gives a download its first, so that every one moves', () => {
    const ledger = createConnectionLedger()
    for (let at = 0; at < 40; at++) expect(ledger.take('a', true, {})).not.toBeNull()

    expect(ledger.take('b', false, one)).toBeNull()
  })

  it('gives one again when another is let go', () => {
    const ledger = createConnectionLedger()
    const releases = Array.from({ length: 16 }, () => ledger.take('a', false, one))
    expect(ledger.take('a', false, one)).toBeNull()

    releases[0]?.()

    expect(ledger.take('a', false, one)).not.toBeNull()
    expect(ledger.take('a', false, one)).toBeNull()
  })

  it('has one that took all give back its half when another waits, and keeps the half for that one', () => {
    const ledger = createConnectionLedger(4)
    const [early, late] = [{}, {}]
    const held = [1, 2, 3, 4].map(() => ledger.take('a', false, early))
    expect(ledger.isOver('a', early), 'alone').toBe(false)

    const first = ledger.take('a', true, late)
    expect(ledger.isOver('a', early), 'nobody was refused').toBe(false)
    expect(ledger.take('a', false, late)).toBeNull()
    expect(ledger.isOver('a', early)).toBe(true)
    expect(ledger.isOver('a', late)).toBe(false)

    held[0]?.()
    held[1]?.()
    expect(ledger.take('a', false, early)).toBeNull()
    expect(ledger.take('a', false, late)).not.toBeNull()
    expect(ledger.isOver('a', early)).toBe(false)

    first?.()
    expect(ledger.take('a', false, early), 'nobody waits any more').not.toBeNull()
  })
})
