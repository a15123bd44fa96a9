import { describe, expect, it } from 'vitest'
import { NO_TRAFFIC } from '../../../src/engine/core/traffic.js'
import { createRecordStore } from '../../../src/engine/host/record-store.js'
import { createSimulatedMachine, type SimulatedMachine } from '../../../src/engine/testing/index.js'
import { givenHost, modelOf, recordOf, worthOf } from './given.js'

const model = modelOf({ id: 'm', url: 'https://models.example/m.bin', size: 100 })

/** What the journal of a machine gives, once an entry was put there by somebody. */
async function loadedWith(
  change: (machine: SimulatedMachine) => unknown,
): ReturnType<ReturnType<typeof createRecordStore>['load']> {
  const machine = createSimulatedMachine()
  const store = createRecordStore(machine.journal)
  await store.saveRecord(recordOf(model))
  await change(machine)
  return createRecordStore(machine.journal).load()
}

describe('record store', () => {
  it('reads what another one wrote: record, worths and order', async () => {
    const { host, machine } = givenHost()
    const worth = worthOf({ totalBytes: 100, ranges: [[0, 40]], sha256: 'a'.repeat(64) })
    await host.store.saveRecord(recordOf(model, { intent: 'paused', priority: 'essential' }))
    await host.store.saveWorths('m', { 'm.bin': worth })
    await host.store.saveOrder(['m'])

    const { entries, order, setAside } = await createRecordStore(machine.journal).load()

    expect(entries.get('m')).toEqual({
      record: recordOf(model, { intent: 'paused', priority: 'essential' }),
      worths: { 'm.bin': worth },
      installedWorths: null,
      traffic: NO_TRAFFIC,
    })
    expect(order).toEqual(['m'])
    expect(setAside).toEqual([])
  })

  it.each<[string, (machine: SimulatedMachine) => unknown]>([
    ['is torn', ({ journal }) => journal.damage('model.m')],
    ['is foreign', ({ journal }) => journal.write('model.m', { hello: 'world' })],
    ['is a bare word', ({ journal }) => journal.write('model.m', 'hello')],
    ['is null', ({ journal }) => journal.write('model.m', null)],
    [
      'is of a newer version',
      ({ journal }) => journal.write('model.m', { ...(journal.peek('model.m') as object), version: 2 }),
    ],
    [
      'stands under the key of another model',
      async ({ journal }) => {
        await journal.write('model.other', journal.peek('model.m'))
        await journal.delete('model.m')
      },
    ],
    [
      'has a model that leaves the directory',
      ({ journal }) => {
        const entry = journal.peek('model.m') as { record: { model: { files: object[] } } }
        const files = [{ ...entry.record.model.files[0], path: '../escape.bin' }]
        return journal.write('model.m', { ...entry, record: { ...entry.record, model: { id: 'm', files } } })
      },
    ],
  ])('sets an entry aside that %s, and goes on', async (_, change) => {
    const { entries, setAside } = await loadedWith(change)

    expect(entries.size).toBe(0)
    expect(setAside).toHaveLength(1)
  })

  it('keeps an entry of a newer version under another key when the model is asked for anew', async () => {
    const { journal } = createSimulatedMachine()
    await journal.write('model.m', { version: 2, more: 'than we know' })
    const store = createRecordStore(journal)
    await store.load()
    await store.saveRecord(recordOf(model))
    await store.saveRecord(recordOf(model, { intent: 'paused' }))

    expect(journal.peek('aside.model.m')).toEqual({ version: 2, more: 'than we know' })
    expect(journal.peek('model.m')).toMatchObject({ version: 1, record: { intent: 'paused' } })
    expect((await createRecordStore(journal).load()).setAside).toEqual([])
  })

  it.each<[string, unknown]>([
    [
      'ranges that overlap',
      [
        [0, 10],
        [5, 20],
      ],
    ],
    [
      'ranges that touch',
      [
        [0, 10],
        [10, 20],
      ],
    ],
    ['a range beyond the end', [[0, 101]]],
    ['a range that is none', [[5, 5]]],
    ['a fraction', [[0, 1.5]]],
    ['a negative start', [[-1, 5]]],
    ['no list', 'all'],
  ])('counts nothing of a file whose journal has %s', async (_, ranges) => {
    const { entries } = await loadedWith(({ journal }) =>
      journal.write('model.m', {
        ...(journal.peek('model.m') as object),
        worths: { 'm.bin': { ...worthOf({ totalBytes: 100 }), ranges } },
      }),
    )

    expect(entries.get('m')?.worths).toEqual({})
  })

  it('takes an order with strange things in it for what can be read of it', async () => {
    const { order } = await loadedWith(({ journal }) => journal.write('order', { order: ['m', 7, null] }))

    expect(order).toEqual(['m'])
  })

  it('keeps the worths of a model when its record changes, and the record when its worths change', async () => {
    const { host } = givenHost()
    await host.store.saveRecord(recordOf(model))
    await host.store.saveWorths('m', { 'm.bin': worthOf({ ranges: [[0, 1]] }) })
    await host.store.saveRecord(recordOf(model, { intent: 'failed' }))
    await host.store.saveWorths('m', { 'n.bin': worthOf() }, { fetchedBytes: 9, wastedBytes: 2 })

    expect(host.store.get('m')).toEqual({
      record: recordOf(model, { intent: 'failed' }),
      worths: { 'm.bin': worthOf({ ranges: [[0, 1]] }), 'n.bin': worthOf() },
      installedWorths: null,
      traffic: { fetchedBytes: 9, wastedBytes: 2 },
    })
  })

  it('counts a restart in the write that takes the bytes back, and lets no older word of the core undo it', async () => {
    const { host, machine } = givenHost()
    await host.store.saveRecord(recordOf(model))
    await host.store.saveWorths('m', { 'm.bin': worthOf({ ranges: [[0, 1]] }) })
    await host.store.saveRestart('m', 'm.bin')

    expect(machine.journal.peek('model.m')).toMatchObject({ record: { restarts: 1 }, worths: {} })

    await host.store.saveRecord(recordOf(model, { intent: 'paused' }))

    expect(host.store.get('m')?.record).toMatchObject({ intent: 'paused', restarts: 1 })
  })

  it('writes no worth of a model that it was told to forget', async () => {
    const { host, machine } = givenHost()
    await host.store.saveRecord(recordOf(model))
    await host.store.forget(model)
    await host.store.saveWorths('m', { 'm.bin': worthOf() })

    expect(machine.journal.keys()).toEqual([])
    expect(host.store.get('m')).toBeNull()
  })
})
