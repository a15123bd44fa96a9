import { createSimulatedEngine, createSimulatedMachine } from '../../dist/engine/testing/index.js'

const GB = 1e9

/**
 * What the engine's own core publishes while so many downloads share a line of 100 MB/s, ten times a second.
 * @param {number} downloads
 * @param {number} seconds
 * @returns {Promise<import('../../dist/engine/index.js').EngineSnapshot[]>}
 */
export async function recordSnapshots(downloads, seconds) {
  const machine = createSimulatedMachine({ bytesPerSecond: 100e6, latencyMs: 30 })
  const engine = createSimulatedEngine({ machine, concurrency: downloads, connections: 1 })
  for (let at = 0; at < downloads; at += 1) {
    const url = `https://models.example/org/model-${at}/model.gguf`
    const file = machine.serve(url, { size: 4 * GB + at * 1_234_567 })
    await engine.dispatch({ type: 'download', model: { id: `org/model-${at}`, name: `Model ${at}`, ...file } })
  }
  await engine.until((snapshot) =>
    Object.values(snapshot.downloads).every(({ bytesPerSecond }) => bytesPerSecond !== null),
  )
  await engine.advance(5_000)
  const seen = []
  const stop = engine.subscribe(() => seen.push(engine.getSnapshot()))
  await engine.advance(seconds * 1_000)
  stop()
  await engine.close()
  return seen
}
