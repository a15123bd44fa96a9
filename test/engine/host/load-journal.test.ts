import { describe, expect, it } from 'vitest'
import { loadJournal } from '../../../src/engine/host/load-journal.js'
import { SparseBytes } from '../../../src/engine/testing/sparse-bytes.js'
import { type GivenHost, givenHost, modelOf, recordOf, worthOf } from './given.js'

const model = modelOf({
  id: 'm',
  files: [
    { path: 'a.bin', url: 'https://models.example/a.bin', size: 100 },
    { path: 'b.bin', url: 'https://models.example/b.bin' },
  ],
})
const worthOfA = worthOf({ source: 'https://models.example/a.bin', totalBytes: 100 })
const worthOfB = worthOf({ source: 'https://models.example/b.bin', totalBytes: 50 })
const finalA = { folder: 'm', path: 'a.bin' }
const finalB = { folder: 'm', path: 'b.bin' }

async function completed({ host, machine }: GivenHost): Promise<void> {
  const published = { modifiedAtMs: machine.clock.now(), verified: true }
  machine.files.put(finalA, 'final', SparseBytes.ofNoise(1, 100))
  machine.files.put(finalB, 'final', SparseBytes.ofNoise(2, 50))
  await host.store.saveRecord(recordOf(model, { intent: 'completed' }))
  await host.store.saveWorths('m', {
    'a.bin': { ...worthOfA, published: { ...published, size: 100 } },
    'b.bin': { ...worthOfB, published: { ...published, size: 50 } },
  })
}

const load = ({ host }: GivenHost) => loadJournal(host.store, host.platform.files)

describe('the journal at the start', () => {
  it('gives what each file is worth, with the size that is known of it', async () => {
    const given = givenHost()
    await given.host.store.saveRecord(recordOf(model))
    await given.host.store.saveWorths('m', {
      'a.bin': {
        ...worthOfA,
        ranges: [
          [0, 30],
          [60, 70],
        ],
      },
      'b.bin': { ...worthOfB, ranges: [[0, 5]] },
    })

    const [loaded] = (await load(given)).records

    expect(loaded).toMatchObject({
      committedBytes: 45,
      files: [
        { path: 'a.bin', totalBytes: 100, receivedBytes: 40 },
        { path: 'b.bin', totalBytes: 50, receivedBytes: 5 },
      ],
    })
  })

  it('counts nothing that was fetched from another place', async () => {
    const given = givenHost()
    await given.host.store.saveRecord(recordOf(model))
    await given.host.store.saveWorths('m', {
      'a.bin': { ...worthOfA, source: 'https://other.example/a.bin', ranges: [[0, 30]] },
    })

    expect((await load(given)).records[0]?.committedBytes).toBe(0)
  })

  it('gives a finished model that is there, whole', async () => {
    const given = givenHost()
    await completed(given)

    expect((await load(given)).records).toMatchObject([{ committedBytes: 150 }])
  })

  it.each<[string, (given: GivenHost) => unknown]>([
    ['was deleted', ({ machine }) => machine.files.delete(finalB)],
    ['has another size', ({ machine }) => machine.files.put(finalB, 'final', SparseBytes.ofNoise(2, 49))],
  ])('leaves a finished model out when one of its files %s behind our back', async (_, spoil) => {
    const given = givenHost()
    await completed(given)
    await spoil(given)

    expect((await load(given)).records).toEqual([])
  })
})
