import type { Decorator, Loader } from '@storybook/react-vite'
import {
  createScenario,
  type Scenario,
  type ScenarioName,
  type ScenarioOptions,
} from '../../src/engine/testing/scenarios.js'
import { EngineProvider } from '../../src/hooks/engine-provider.js'

/** What a story says in `parameters.scenario`: the state of its engine. Default `missing`. */
export type ScenarioParameter = ScenarioName | ({ readonly name: ScenarioName } & ScenarioOptions)

/** What the toolbar offers for time: as the story has it, in real time, ten times as fast. */
export const SPEEDS = { story: null, real: 1, fast: 10 } as const

export type Speed = keyof typeof SPEEDS

/** What a story finds in `loaded`: `loaded.scenario.engine.setLink('lost')` in a play function. */
export interface Loaded {
  readonly scenario: Scenario
}

interface Made {
  readonly key: string
  readonly scenario: Promise<Scenario>
}

// A loader runs anew with each change of a control: the engine must outlive that. One canvas shows one story at a time.
const scenarios = new WeakMap<HTMLElement, Made>()

/** Brings an engine into the story's state before the story is drawn, so that there is nothing to wait for in a test. */
export const loadScenario: Loader = async ({ parameters, globals, canvasElement }): Promise<Loaded> => {
  const { name, ...options } = asked(parameters.scenario as ScenarioParameter | undefined)
  const live = SPEEDS[globals.time as Speed] ?? options.live
  const key = JSON.stringify([name, options, live])
  const made = scenarios.get(canvasElement)
  if (made?.key === key) return { scenario: await made.scenario }
  dispose(canvasElement)
  const scenario = createScenario(name, { ...options, live })
  scenarios.set(canvasElement, { key, scenario })
  return { scenario: await scenario }
}

/** Gives a function for Storybook to call when the story goes. */
export const disposeScenario =
  ({ canvasElement }: { canvasElement: HTMLElement }): (() => void) =>
  () =>
    dispose(canvasElement)

/** Shows the scenario's engine to the story, and hands it the scenario's model as the `model` arg where it has none of its own. */
export const withEngine: Decorator = (Story, { args, loaded, parameters }) => {
  const { scenario } = loaded as unknown as Loaded
  const given = parameters.modelArg === false || 'model' in args ? args : { ...args, model: scenario.model }
  return (
    <EngineProvider engine={scenario.engine}>
      <Story args={given} />
    </EngineProvider>
  )
}

function asked(scenario: ScenarioParameter = 'missing'): { readonly name: ScenarioName } & ScenarioOptions {
  return typeof scenario === 'string' ? { name: scenario } : scenario
}

/** Nobody waits for it: an engine that is still reading its journal closes after that, and each story has an engine of its own. */
function dispose(canvas: HTMLElement): void {
  const made = scenarios.get(canvas)
  scenarios.delete(canvas)
  void made?.scenario.then((scenario) => scenario.dispose())
}
