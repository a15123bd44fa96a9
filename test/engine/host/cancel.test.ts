import { expect, it } from 'vitest'
import { createSimulatedEngine, createSimulatedMachine } from '../../../src/engine/testing/index.js'
import { SparseBytes } from '../../../src/engine/testing/sparse-bytes.js'
import { MIB, modelOf, recordOf } from './given.js'

const SIZE = 20 * MIB

function given() {
  const machine = createSimulatedMachine()
  const files = ['a', 'b'].map((name) => ({
    path: `${name}.bin`,
    ...machine.serve(`https://models.example/${name}`, { size: SIZE }),
  }))
  const content = machine.http.serve('https://models.example/a', { size: SIZE }).content
  return { machine, model: { id: 'm', files }, content }
}

it('takes away a file that got its name just before a crash, so that the journal never heard of it', async () => {
  const { machine, model, content } = given()
  await machine.journal.write('model.m', {
    version: 1,
    record: recordOf(modelOf(model), { intent: 'paused', createdAtMs: machine.clock.now() - 5_000 }),
    worths: {},
  })
  machine.files.put({ folder: 'm', path: 'a.bin' }, 'final', content)
  const engine = createSimulatedEngine({ machine })

  await engine.dispatch({ type: 'cancel', id: 'm' })

  expect(machine.files.list()).toEqual([])
})

it('leaves a file alone that was there before the download was asked for', async () => {
  const { machine, model } = given()
  machine.files.put({ folder: 'm', path: 'a.bin' }, 'final', SparseBytes.ofNoise(7, SIZE))
  await machine.clock.advance(1_000)
  machine.setOnline(false)
  const engine = createSimulatedEngine({ machine })
  await engine.dispatch({ type: 'download', model })

  await engine.dispatch({ type: 'cancel', id: 'm' })

  expect(machine.files.list()).toEqual(['/models/m/a.bin'])
})

it('keeps a model in the list, after another start, of which a file was found by its digest', async () => {
  const { machine, model, content } = given()
  machine.files.put({ folder: 'm', path: 'a.bin' }, 'final', content)
  let engine = createSimulatedEngine({ machine })
  await engine.dispatch({ type: 'download', model })
  await engine.until(({ downloads }) => downloads.m?.status === 'completed')

  engine = engine.restart()
  await engine.until(({ link }) => link === 'open')

  expect(engine.getSnapshot().downloads.m).toMatchObject({ status: 'completed', receivedBytes: 2 * SIZE })
  // Nothing of the first file, and of the second what a stolen range may cost.
  expect(machine.http.link.deliveredBytes()).toBeLessThan(SIZE * 1.2)
})

it('leaves no partial of a file that a corrected model has no more, and keeps those that it has', async () => {
  const { machine, model } = given()
  const engine = createSimulatedEngine({ machine })
  await engine.dispatch({ type: 'download', model })
  await engine.advance(1_500)
  await engine.dispatch({ type: 'cancel', id: 'm', keepPartial: true })
  await engine.advance(100)
  expect(machine.files.list()).toEqual(['/models/m/a.bin.part', '/models/m/b.bin.part'])
  const before = machine.http.link.deliveredBytes()
  await engine.dispatch({ type: 'download', model: { id: 'm', files: model.files.slice(0, 1) } })
  await engine.until(({ downloads }) => downloads.m?.status === 'completed')

  expect(machine.files.list()).toEqual(['/models/m/a.bin'])
  expect(machine.http.link.deliveredBytes() - before).toBeLessThan(SIZE)
})
