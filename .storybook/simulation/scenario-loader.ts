import type { Loader } from '@storybook/react-vite'
import {
  createScenario,
  type Scenario,
  type ScenarioName,
  type ScenarioOptions,
} from '../../src/engine/testing/scenarios.js'
import { TIMES, type Time } from './speeds.js'

/** A state of an engine by its name, or with options. */
export type ScenarioParameter = ScenarioName | ({ readonly name: ScenarioName } & ScenarioOptions)

/** What a story says in `parameters`: one engine, or several to draw the story once for each, one below the other. */
export interface ScenarioParameters {
  /** Default `missing`. */
  readonly scenario?: ScenarioParameter
  readonly scenarios?: readonly ScenarioParameter[]
}

/** What a story finds in `loaded`: `loaded.scenario.engine.setLink('lost')` in a play function. */
export interface LoadedScenarios {
  /** The first. */
  readonly scenario: Scenario
  readonly scenarios: readonly Scenario[]
}

interface Made {
  readonly key: string
  readonly scenarios: Promise<readonly Scenario[]>
}

// A loader runs anew with each change of a control: the engine must outlive that. One canvas shows one story at a time.
const made = new WeakMap<HTMLElement, Made>()

/** Brings engines into the story's states before the story is drawn, so that there is nothing to wait for in a test. */
export const loadScenarios: Loader = async ({ parameters, globals, canvasElement }): Promise<LoadedScenarios> => {
  const asked = askedBy(parameters as ScenarioParameters)
  // A fault or another speed shows only where time goes on.
  const isTouched = globals.speed !== 'story' || globals.fault !== 'none'
  const live = TIMES[globals.time as Time] ?? (isTouched ? 1 : undefined)
  const key = JSON.stringify([asked, live])
  const before = made.get(canvasElement)
  if (before?.key === key) return loaded(await before.scenarios)
  disposeOf(canvasElement)
  const scenarios = Promise.all(
    asked.map(({ name, ...options }) => createScenario(name, { ...options, live: live ?? options.live })),
  )
  made.set(canvasElement, { key, scenarios })
  return loaded(await scenarios)
}

/** Gives a function for Storybook to call when the story goes. */
export const disposeScenarios =
  ({ canvasElement }: { canvasElement: HTMLElement }): (() => void) =>
  () =>
    disposeOf(canvasElement)

function askedBy({ scenario = 'missing', scenarios = [scenario] }: ScenarioParameters) {
  return scenarios.map((asked) => (typeof asked === 'string' ? { name: asked } : asked))
}

function loaded(scenarios: readonly Scenario[]): LoadedScenarios {
  return { scenario: scenarios[0] as Scenario, scenarios }
}

/** Nobody waits for it: an engine that is still reading its journal closes after that, and each story has engines of its own. */
function disposeOf(canvas: HTMLElement): void {
  const { scenarios } = made.get(canvas) ?? {}
  made.delete(canvas)
  void scenarios?.then((all) => {
    for (const scenario of all) void scenario.dispose()
  })
}
