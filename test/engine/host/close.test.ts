import { expect, it } from 'vitest'
import { createEngine } from '../../../src/engine/host/create-engine.js'
import { createSimulatedMachine } from '../../../src/engine/testing/index.js'

it('keeps the lock until what it was writing to the journal is written', async () => {
  const machine = createSimulatedMachine({ bytesPerSecond: null, journalDelayMs: 500 })
  const { url, sha256 } = machine.serve('https://models.example/m.bin', { size: 1_000 })
  const engine = createEngine(machine.boot().platform)
  let atRelease: unknown
  const completed = new Promise<void>((resolve) => {
    engine.subscribe(() => engine.getSnapshot().downloads.m?.status === 'completed' && resolve())
  })
  void engine.dispatch({ type: 'download', model: { id: 'm', url, sha256 } })
  const isCompleted = completed.then(() => true)
  while (!(await Promise.race([isCompleted, machine.clock.advance(1).then(() => false)])));

  let isClosed = false
  const closed = engine.close().then(() => {
    isClosed = true
  })
  for (let ms = 0; !isClosed && ms < 2_000; ms += 1) {
    await machine.clock.advance(1)
    if (!machine.lock.isHeld()) atRelease ??= machine.journal.peek('model.m')
  }
  await closed

  expect(atRelease).toMatchObject({ record: { intent: 'completed' } })
})

it('keeps the lock until it is written that a model was used, also where nobody waits for that', async () => {
  const machine = createSimulatedMachine({ bytesPerSecond: null })
  const { url, sha256 } = machine.serve('https://models.example/m.bin', { size: 1_000 })
  const engine = createEngine(machine.boot().platform)
  await engine.dispatch({ type: 'download', model: { id: 'm', url, sha256 } })
  await machine.clock.advance(1_000)
  expect(engine.getSnapshot().downloads.m?.status).toBe('completed')
  machine.journal.setDelay(500)
  await engine.query({ type: 'locate', id: 'm' })
  expect(machine.journal.peek('uses')).toBeUndefined()

  let atRelease: unknown
  let isClosed = false
  const closed = engine.close().then(() => {
    isClosed = true
  })
  for (let ms = 0; !isClosed && ms < 2_000; ms += 1) {
    await machine.clock.advance(1)
    if (!machine.lock.isHeld()) atRelease ??= machine.journal.peek('uses')
  }
  await closed

  expect(atRelease).toMatchObject({ usedAtMs: { m: expect.any(Number) } })
})
