import { fromErrorData } from '../core/errors.js'
import { type ModelWish, type Scene, type Stage, usualModel } from './scene.js'
import { createSimulatedEngine, type SimulatedEngineOptions } from './simulated-engine.js'

/** Sets up a scene: its computer, its files on the web, its engine. Nothing has been asked for yet. */
export function createStage(scene: Scene, options: SimulatedEngineOptions, wish: ModelWish): Stage {
  const engine = createSimulatedEngine({ ...scene.options, ...options })
  const { machine } = engine
  const model = (scene.model ?? usualModel)(machine.serve, wish)

  async function download(): Promise<void> {
    const receipt = await stage.engine.dispatch({ type: 'download', model })
    if (!receipt.ok) throw fromErrorData(receipt.error)
  }

  const until: Stage['until'] = (isSo) =>
    stage.engine.until(({ downloads }) => {
      const found = downloads[model.id]
      return found !== undefined && isSo(found)
    })

  const stage: Stage = {
    engine,
    machine,
    model,
    download,
    until,
    untilStatus: (status) => until((found) => found.status === status),
    async downloadUntil(share) {
      await download()
      const total = model.files.reduce((sum, file) => sum + (machine.http.sizeOf(file.url) ?? 0), 0)
      await until((found) => found.receivedBytes >= share * total)
    },
    breakLine(fault) {
      for (const { url } of model.files) machine.http.fail(url, fault, Number.POSITIVE_INFINITY)
      machine.http.link.cut()
    },
  }
  return stage
}
