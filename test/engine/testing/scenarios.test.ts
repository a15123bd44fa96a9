import { describe, expect, it } from 'vitest'
import { DOWNLOAD_STATUSES, WAITING_REASONS } from '../../../src/engine/core/download.js'
import {
  createScenario,
  SCENARIO_NAMES,
  type Scenario,
  type ScenarioName,
} from '../../../src/engine/testing/scenarios.js'

const downloadOf = ({ engine, model }: Scenario) => engine.getSnapshot().downloads[model.id]

describe('scenarios', () => {
  it.each(DOWNLOAD_STATUSES)('reach the status %s', async (status) => {
    const scenario = await createScenario(status)
    expect(downloadOf(scenario)).toMatchObject({ id: scenario.model.id, name: 'Whisper Small', status })
    await scenario.dispose()
  })

  it('reach a model that nobody asked for', async () => {
    const scenario = await createScenario('missing')
    expect(scenario.engine.getSnapshot()).toMatchObject({ link: 'open', downloads: {} })
  })

  it.each(WAITING_REASONS)('wait for the reason %s', async (reason) => {
    const scenario = await createScenario(`waiting-${reason}` as ScenarioName)
    const download = downloadOf(scenario)
    expect(download).toMatchObject({ status: 'waiting', reason })
    expect(download?.receivedBytes).toBeGreaterThan(0.38 * 487_601_967)
  })

  it.each(SCENARIO_NAMES.filter((name) => name.startsWith('failed-')))('reach %s, with that code', async (name) => {
    const scenario = await createScenario(name)
    expect(downloadOf(scenario)).toMatchObject({ status: 'failed', error: { code: name.slice('failed-'.length) } })
  })

  it('download at a speed, with a time left, at 42 per cent', async () => {
    const download = downloadOf(await createScenario('downloading'))
    expect((download?.receivedBytes ?? 0) / (download?.totalBytes ?? 1)).toBeCloseTo(0.42, 1)
    expect(download?.bytesPerSecond).toBeGreaterThan(0)
    expect(download?.timeLeftMs).toBeGreaterThan(0)
  })

  it('do not know a total that no server tells', async () => {
    const download = downloadOf(await createScenario('unknown-total'))
    expect(download).toMatchObject({ status: 'downloading', totalBytes: null, timeLeftMs: null })
    expect(download?.receivedBytes).toBeGreaterThan(0)
  })

  it('stall, start over, and complete without proof', async () => {
    expect(downloadOf(await createScenario('stalled'))).toMatchObject({
      status: 'downloading',
      bytesPerSecond: 0,
      timeLeftMs: null,
    })
    expect(downloadOf(await createScenario('restarted'))).toMatchObject({ status: 'downloading', restarts: 1 })
    expect(downloadOf(await createScenario('unverified'))).toMatchObject({ status: 'completed', unverified: true })
  })

  it('know of a newer version, and fetch it beside the one that is usable', async () => {
    const offered = await createScenario('update-available')
    expect(downloadOf(offered)).toMatchObject({ status: 'completed', updateAvailable: { revision: '2' } })
    const { engine, model } = await createScenario('updating')
    expect(engine.getSnapshot().downloads[model.id]).toMatchObject({ status: 'downloading', updating: true })
    expect(await engine.query({ type: 'availability', model: { id: model.id } })).toMatchObject({
      value: { status: 'available' },
    })
  })

  it('fill a queue in every way', async () => {
    const { engine } = await createScenario('many-downloads')
    const statuses = Object.values(engine.getSnapshot().downloads).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set(['completed', 'paused', 'failed', 'downloading', 'queued']))
  })

  it('lose the link, refuse commands, and show what was known', async () => {
    const scenario = await createScenario('lost')
    const { engine, model } = scenario
    expect(engine.getSnapshot().link).toBe('lost')
    expect(engine.getSnapshot()).toBe(engine.getSnapshot())
    expect(downloadOf(scenario)?.status).toBe('downloading')
    expect(await engine.dispatch({ type: 'pause', id: model.id })).toMatchObject({
      ok: false,
      error: { code: 'link-lost' },
    })
    engine.setLink(null)
    expect(await engine.dispatch({ type: 'pause', id: model.id })).toEqual({ ok: true })
  })

  it('stay in the link connecting while the journal is being read', async () => {
    const { engine } = await createScenario('connecting')
    expect(engine.getSnapshot().link).toBe('connecting')
  })

  it('are the same every time', async () => {
    const [first, second] = [await createScenario('waiting'), await createScenario('waiting')]
    expect(first.engine.getSnapshot()).toEqual(second.engine.getSnapshot())
  })

  it('show what a command does though time stands still', async () => {
    const scenario = await createScenario('downloading')
    await scenario.engine.dispatch({ type: 'pause', id: scenario.model.id })
    expect(downloadOf(scenario)?.status).toBe('paused')
    await scenario.engine.dispatch({ type: 'cancel', id: scenario.model.id })
    expect(downloadOf(scenario)?.status).toBe('cancelled')
  })

  it('take wishes for the model and the engine', async () => {
    const scenario = await createScenario('downloading', {
      model: { name: 'Tiny', size: 1_000_000 },
      engine: { concurrency: 1 },
    })
    expect(downloadOf(scenario)).toMatchObject({ name: 'Tiny', totalBytes: 1_000_000 })
    expect(scenario.engine.getSnapshot().settings.concurrency).toBe(1)
  })

  it('reach the remaining special states', async () => {
    for (const name of ['long-name', 'multi-file', 'huge'] as const) {
      expect(downloadOf(await createScenario(name))?.status).toBe('downloading')
    }
    expect(downloadOf(await createScenario('multi-file'))?.files).toHaveLength(4)
  })
})
