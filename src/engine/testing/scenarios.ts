import { FAILED_SCENES } from './failed-scenes.js'
import { type ModelWish, type Scene, type SceneModel, USUAL_MODEL } from './scene.js'
import type { SimulatedEngine, SimulatedEngineOptions } from './simulated-engine.js'
import { SPECIAL_SCENES } from './special-scenes.js'
import { createStage } from './stage.js'
import { STATUS_SCENES } from './status-scenes.js'
import { WAITING_SCENES } from './waiting-scenes.js'

/** A status (`missing` among them), a reason to wait (`waiting-offline`), a failure (`failed-disk-full`), or a special case (`multi-file`). */
export type ScenarioName =
  | keyof typeof STATUS_SCENES
  | keyof typeof WAITING_SCENES
  | keyof typeof FAILED_SCENES
  | keyof typeof SPECIAL_SCENES

const SCENES: Readonly<Record<ScenarioName, Scene>> = {
  ...STATUS_SCENES,
  ...WAITING_SCENES,
  ...FAILED_SCENES,
  ...SPECIAL_SCENES,
}

/** All of them, for galleries and for tests over every state. */
export const SCENARIO_NAMES: readonly ScenarioName[] = Object.keys(SCENES) as ScenarioName[]

export interface ScenarioOptions {
  /**
   * Whether time goes on by itself once the state is reached. Default false: everything stands still but for what commands do, so that
   * pictures and tests are the same each time. A number is the speed: virtual seconds a second.
   */
  readonly live?: boolean | number
  /** What of the model shall be another. */
  readonly model?: Partial<ModelWish>
  /** Of the engine and its computer; wins over the scenario's own. */
  readonly engine?: SimulatedEngineOptions
}

/** An engine in a state that a user can meet. */
export interface Scenario {
  readonly engine: SimulatedEngine
  /** For `<ModelDownload model={…}/>`, hooks and commands. */
  readonly model: SceneModel
  /** Stops time and closes the engine. */
  dispose(): Promise<void>
}

/**
 * Brings a simulated engine into a state, by real commands and simulated time: what a story or a test starts from.
 * Takes a few to a few hundred milliseconds.
 */
export async function createScenario(name: ScenarioName, options: ScenarioOptions = {}): Promise<Scenario> {
  const { live = false } = options
  const scene = SCENES[name]
  // A countdown to a moment of the virtual clock makes sense beside the real one only where both show the same.
  const startMs = live === false ? undefined : Date.now()
  const stage = createStage(scene, { startMs, ...options.engine }, { ...USUAL_MODEL, ...options.model })
  await scene.play(stage)
  const { engine, model } = stage
  const stop = live === false ? () => undefined : engine.flow(live === true ? 1 : live)
  return {
    engine,
    model,
    async dispose() {
      await engine.close()
      stop()
    },
  }
}
