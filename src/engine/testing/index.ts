/**
 * Everything to try an app without a network, a disk or a wait: the real engine over a simulated computer, the states a user can meet,
 * and the suite that every engine is held to.
 *
 * @module
 */
export type { Hash } from './content-digest.js'
export type {
  ContractModels,
  EngineHarness,
  Expectation,
  KnownModel,
  Subject,
  SubjectOptions,
  TestRunner,
} from './contract/harness.js'
export { createScenario, SCENARIO_NAMES, type Scenario, type ScenarioName, type ScenarioOptions } from './scenarios.js'
export type { SceneFile, SceneModel } from './scene.js'
export type { HttpFault } from './scripted-answer.js'
export type { ServeOptions } from './scripted-http.js'
export { createSimulatedEngine, type SimulatedEngine, type SimulatedEngineOptions } from './simulated-engine.js'
export {
  createSimulatedMachine,
  type MachineOptions,
  type ServedFile,
  type SimulatedMachine,
} from './simulated-machine.js'
export { testEngine } from './test-engine.js'
export { createVirtualClock, type VirtualClock, type VirtualClockOptions } from './virtual-clock.js'
