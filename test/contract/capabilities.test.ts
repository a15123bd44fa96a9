import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Engine } from '../../src/engine/core/engine.js'
import type { Capabilities } from '../../src/engine/core/snapshot.js'
import { connectHttpEngine } from '../../src/engine/http/index.js'
import { createNodeEngine } from '../../src/engine/node/index.js'
import { createSimulatedEngine } from '../../src/engine/testing/simulated-engine.js'
import { startHost, TOKEN } from '../engine/http/loopback.js'

const recorded = JSON.parse(
  await readFile(join(import.meta.dirname, '../../docs/capabilities.json'), 'utf8'),
) as Readonly<Record<string, Capabilities>>

async function nodeEngine(): Promise<Engine> {
  const directory = await mkdtemp(join(tmpdir(), 'weightlift-capabilities-'))
  const engine = createNodeEngine({ directory })
  onTestFinished(async () => {
    await engine.close()
    await rm(directory, { recursive: true, force: true })
  })
  return engine
}

async function capabilitiesOf(engine: Engine): Promise<Capabilities> {
  await expect.poll(() => engine.getSnapshot().link).toBe('open')
  return engine.getSnapshot().capabilities
}

describe('docs/capabilities.json', () => {
  it('says of the Node engine what that says of itself', async () => {
    expect(await capabilitiesOf(await nodeEngine())).toEqual(recorded.createNodeEngine)
  })

  it('says what a page may do over HTTP where its host allows nothing beyond the defaults', async () => {
    const { url } = await startHost(await nodeEngine())
    const engine = connectHttpEngine({ url, token: TOKEN })
    onTestFinished(() => engine.close())
    expect(await capabilitiesOf(engine)).toEqual(recorded['connectHttpEngine, by default'])
  })

  it('says of the simulated engine what that says of itself', async () => {
    const engine = createSimulatedEngine()
    onTestFinished(() => engine.close())
    await engine.until(({ link }) => link === 'open')
    expect(engine.getSnapshot().capabilities).toEqual(recorded.createSimulatedEngine)
  })
})
