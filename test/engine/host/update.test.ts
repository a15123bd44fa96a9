import { describe, expect, it } from 'vitest'
import { createClient } from '../../../src/engine/core/client.js'
import type { LocatedFile } from '../../../src/engine/core/command.js'
import {
  createSimulatedEngine,
  createSimulatedMachine,
  type SimulatedEngine,
  type SimulatedMachine,
} from '../../../src/engine/testing/index.js'
import { MIB } from './given.js'
import { type Change, type Tap, tappedMachine } from './tap.js'

const SAME = 2 * MIB

/** Two versions of a model of three files: one is the same in both, one changes, one has another name. */
function serveVersions(machine: SimulatedMachine) {
  const file = (path: string, url: string, size: number) => ({
    path,
    ...machine.serve(`https://models.example/${url}`, { size }),
  })
  const same = file('same.bin', 'same.bin', SAME)
  const first = [same, file('weights.bin', '1/weights.bin', 14 * MIB), file('old.json', '1/old.json', 3_000)]
  const second = [file('weights.bin', '2/weights.bin', 13 * MIB), same, file('new.json', '2/new.json', 5_000)]
  return {
    first: { id: 'm', revision: '1', files: first },
    second: { id: 'm', revision: '2', files: second },
  }
}

type Versions = ReturnType<typeof serveVersions>

/** Which version the located files are: all of one, or none. */
function versionOf({ files }: SimulatedMachine, versions: Versions, located: readonly LocatedFile[]): string {
  for (const { revision, files: wanted } of [versions.first, versions.second]) {
    const isIt =
      located.length === wanted.length &&
      wanted.every(({ path, size, url }) => {
        const found = located.find((one) => one.path === path)
        const content = found === undefined ? null : files.contentAt(found.location)
        return content?.size === size && JSON.stringify(content.extents) === JSON.stringify(originalOf(url, size))
      })
    if (isIt) return revision
  }
  return `a mix: ${located.map(({ location }) => location).join(', ')}`
}

const originals = new Map<string, unknown>()
function originalOf(url: string, size: number): unknown {
  if (!originals.has(url)) originals.set(url, createSimulatedMachine().http.serve(url, { size }).content.extents)
  return originals.get(url)
}

const isUpdated = (engine: SimulatedEngine): boolean => {
  const { status, revision } = engine.getSnapshot().downloads.m ?? {}
  return (status === 'completed' && revision === '2') || status === 'failed'
}

async function usable(machine: SimulatedMachine, engine: SimulatedEngine, versions: Versions): Promise<string> {
  const located = await createClient(engine).locate('m')
  return located === null ? 'nothing' : versionOf(machine, versions, located.files)
}

/** An update in which the power goes at one change of the disk, and another engine that ends it. */
async function play(at: number | null, when: 'before' | 'after', journalDelayMs = 0): Promise<readonly Change[]> {
  const machine = createSimulatedMachine({ bytesPerSecond: 100e6, journalDelayMs })
  const versions = serveVersions(machine)
  const setUp = createSimulatedEngine({ machine })
  await setUp.dispatch({ type: 'download', model: versions.first })
  await setUp.until(({ downloads }) => downloads.m?.status === 'completed')
  await setUp.close()

  const changes: Change[] = []
  let isCrashed = false
  const tap =
    (kill: () => void): Tap =>
    (change) => {
      if (isCrashed) return undefined
      const isIt = changes.length === at
      changes.push(change)
      if (!isIt) return undefined
      const crash = (): void => {
        isCrashed = true
        kill()
      }
      if (when === 'after') return crash
      crash()
      return undefined
    }
  const start = (): SimulatedEngine => createSimulatedEngine({ machine: tappedMachine(machine, tap), connections: 2 })
  let engine = start()
  void engine.dispatch({ type: 'download', model: versions.second })
  await machine.clock.runUntil(() => isCrashed || isUpdated(engine))
  const what = `${when} change ${at}`
  if (isCrashed) {
    engine = start()
    await engine.until(({ link }) => link === 'open')
    expect(await usable(machine, engine, versions), `${what}: what locate answers at the next start`).toMatch(/^[12]$/)
    if (engine.getSnapshot().downloads.m?.revision === '1') {
      await engine.dispatch({ type: 'download', model: versions.second })
    }
    await machine.clock.runUntil(() => isUpdated(engine))
  }
  // The update is done: that a model is asked for is written down too, and is none of its changes.
  isCrashed = true
  expect(engine.getSnapshot().downloads.m, what).toMatchObject({ status: 'completed', revision: '2', updating: false })
  expect(await usable(machine, engine, versions), what).toBe('2')
  await engine.advance(5_000)
  await engine.close()
  const places = machine.files.list()
  expect(places.map((place) => place.split('/').at(-1)).sort(), `${what}: nothing is left over`).toEqual([
    'new.json',
    'same.bin',
    'weights.bin',
  ])
  return changes
}

describe('an update', () => {
  it.each(['before', 'after'] as const)(
    'leaves the old version or the new one when the power goes at any change of the disk, %s it is done',
    async (when) => {
      const changes = await play(null, when)
      expect(changes).toContain('clone')
      expect(changes).toContain('delete-folder')
      for (let at = 0; at < changes.length; at += 1) await play(at, when)
    },
    120_000,
  )

  it('does so when the journal is slow and the power goes in the middle of its writes', async () => {
    const changes = await play(null, 'after', 40)
    for (const [at, change] of changes.entries()) if (change !== 'write') await play(at, 'after', 40)
  }, 120_000)

  it('fetches only what is new', async () => {
    const machine = createSimulatedMachine()
    const versions = serveVersions(machine)
    const engine = createSimulatedEngine({ machine })
    const client = createClient(engine)
    await client.download(versions.first)
    await engine.until(({ downloads }) => downloads.m?.status === 'completed')
    const total = versions.second.files.reduce((sum, { size }) => sum + size, 0)
    const cost = { totalBytes: total, bytesToFetch: total - SAME }
    expect(await client.plan(versions.second)).toMatchObject({ ...cost, presentBytes: SAME })
    await client.checkForUpdate(versions.second)
    expect(engine.getSnapshot().downloads.m?.updateAvailable).toMatchObject(cost)
    const before = machine.http.link.deliveredBytes()
    await client.update('m')
    await engine.until(() => isUpdated(engine))
    const delivered = machine.http.link.deliveredBytes() - before
    expect(delivered).toBeGreaterThanOrEqual(total - SAME)
    expect(delivered, 'but for what lanes give up').toBeLessThan(total)
    await client.remove('m')
    expect(machine.files.list()).toEqual([])
  })

  it('fetches a file that was spoilt since, though it is the same in both versions', async () => {
    const machine = createSimulatedMachine()
    const versions = serveVersions(machine)
    const engine = createSimulatedEngine({ machine })
    const client = createClient(engine)
    await client.download(versions.first)
    await engine.until(({ downloads }) => downloads.m?.status === 'completed')
    await engine.advance(1_000)
    const { files } = (await client.locate('m')) ?? { files: [] }
    const spoilt = files.find(({ path }) => path === 'same.bin')?.location as string
    machine.files.overwrite(spoilt, machine.files.contentAt(files[2]?.location as string) as never)
    await client.download(versions.second)
    await engine.until(() => isUpdated(engine))
    expect(await usable(machine, engine, versions)).toBe('2')
  })

  it('keeps old files that cannot be deleted for the next start, and tells of no failure', async () => {
    const machine = createSimulatedMachine()
    const versions = serveVersions(machine)
    let isBusy = true
    const tap = (): Tap => (change) =>
      change === 'delete-folder' && isBusy ? Promise.reject(new Error('A program has it open.')) : undefined
    const engine = createSimulatedEngine({ machine: tappedMachine(machine, tap) })
    await engine.dispatch({ type: 'download', model: versions.first })
    await engine.until(({ downloads }) => downloads.m?.status === 'completed')
    await engine.dispatch({ type: 'download', model: versions.second })
    await engine.until(() => isUpdated(engine))
    expect(await usable(machine, engine, versions)).toBe('2')
    expect(machine.files.list()).toContain('/models/m/old.json')
    await engine.close()
    isBusy = false
    const next = createSimulatedEngine({ machine })
    await next.until(({ link }) => link === 'open')
    await next.advance(1_000)
    expect(machine.files.list().filter((place) => place.startsWith('/models/m/'))).toEqual([])
  })

  it('tells why the origin could not be asked, and breaks nothing', async () => {
    const machine = createSimulatedMachine()
    const { url } = machine.serve('https://models.example/one.bin', { size: 1_000 })
    const engine = createSimulatedEngine({ machine })
    const client = createClient(engine)
    await client.download({ id: 'one', url })
    await engine.until(({ downloads }) => downloads.one?.status === 'completed')
    machine.http.fail(url, { type: 'status', status: 503 })
    await expect(client.checkForUpdate({ id: 'one' })).rejects.toMatchObject({ code: 'http-status' })
    expect(engine.getSnapshot().downloads.one).toMatchObject({ status: 'completed', updateAvailable: null })
  })
})
