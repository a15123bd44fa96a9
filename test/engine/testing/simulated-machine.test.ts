import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createSimulatedMachine } from '../../../src/engine/testing/simulated-machine.js'

const ref = { folder: 'm', path: 'm.bin' }

describe('simulated machine', () => {
  it('has one owner of the lock among its programs, and frees it when that one dies', async () => {
    const machine = createSimulatedMachine()
    const first = machine.boot()
    const second = machine.boot()
    expect(await first.platform.lock.acquire()).not.toBeNull()
    expect(await second.platform.lock.acquire()).toBeNull()
    second.kill()
    expect(machine.lock.isHeld()).toBe(true)
    first.kill()
    expect(await machine.boot().platform.lock.acquire()).not.toBeNull()
  })

  it('tells an owner whose lock was taken', async () => {
    const machine = createSimulatedMachine()
    const hold = await machine.boot().platform.lock.acquire()
    let isLost = false
    hold?.onLost(() => {
      isLost = true
    })
    machine.lock.steal()
    expect(isLost).toBe(true)
  })

  it('never calls a dead program back, and settles nothing that it waits for', async () => {
    const machine = createSimulatedMachine({ journalDelayMs: 10 })
    const { platform, kill } = machine.boot()
    const seen: string[] = []
    platform.clock.setTimer(5, () => seen.push('timer'))
    platform.connectivity.subscribe(() => seen.push('network'))
    void platform.journal.write('key', 1).then(() => seen.push('journal'))
    kill()
    machine.connectivity.set({ online: false })
    await machine.clock.advance(100)
    expect(seen).toEqual([])
  })

  it('keeps the old value or the new one of an entry that was being written when the program died', async () => {
    const values = new Set<unknown>()
    for (let seed = 1; seed <= 20; seed++) {
      const machine = createSimulatedMachine({ journalDelayMs: 10, seed })
      const { platform, kill } = machine.boot()
      void platform.journal.write('key', 'new')
      kill()
      await machine.clock.advance(100)
      values.add(machine.journal.peek('key'))
    }
    expect(values).toEqual(new Set([undefined, 'new']))
  })

  it('sets damaged entries of the journal aside', async () => {
    const { journal } = createSimulatedMachine()
    await journal.write('good', { a: 1 })
    journal.damage('bad')
    const content = await journal.load()
    expect(content.setAside).toEqual(['bad'])
    expect([...content.entries]).toEqual([['good', { a: 1 }]])
  })

  it('keeps on a power loss what a program flushed, and drops the rest', async () => {
    const machine = createSimulatedMachine()
    const { platform, kill } = machine.boot()
    const part = await platform.files.openPart(ref)
    await part.write(0, [Uint8Array.of(1, 2)])
    await part.flush()
    await part.write(2, [Uint8Array.of(3)])
    kill({ powerLoss: true })
    expect(machine.files.content(ref, 'part')?.size).toBe(2)
  })

  it('hashes behind the writer at its own speed, with the hash that was given', async () => {
    const createSha256 = () => createHash('sha256')
    const machine = createSimulatedMachine({ hashBytesPerSecond: 1000, createHash: createSha256 })
    const { platform } = machine.boot()
    const data = new Uint8Array(2000).fill(7)
    const part = await platform.files.openPart(ref)
    await part.write(0, [data])
    const run = platform.digest.sha256(ref, 'part')
    run.advance(1000)
    await machine.clock.advance(500)
    expect(run.hashedBytes).toBe(500)
    await machine.clock.advance(5000)
    expect(run.hashedBytes).toBe(1000)
    let digest = ''
    void run.finish(2000).then((hex) => {
      digest = hex
    })
    await machine.clock.advance(900)
    expect(digest).toBe('')
    await machine.clock.advance(100)
    expect(digest).toBe(createHash('sha256').update(data).digest('hex'))
  })

  it('rejects a pending digest that is aborted', async () => {
    const machine = createSimulatedMachine({ hashBytesPerSecond: 1000 })
    const run = machine.boot().platform.digest.sha256(ref, 'part')
    const pending = run.finish(1000)
    run.abort()
    await expect(pending).rejects.toMatchObject({ code: 'cancelled' })
  })
})
