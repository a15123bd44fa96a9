import type { Parameters } from '@storybook/react-vite'
import type { ScenarioParameters } from '../simulation/scenario-loader.js'

/** What a recipe's story says: where it begins, and the code of the very component that is drawn. */
export function recipe(code: string, scenario: ScenarioParameters['scenario']): Parameters {
  return {
    scenario,
    controls: { disable: true },
    docs: { canvas: { sourceState: 'shown' }, source: { code, language: 'tsx' } },
  }
}
