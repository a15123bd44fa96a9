import type { Decorator } from '@storybook/react-vite'
import { type JSX, type ReactNode, useEffect } from 'react'
import { WeightliftLocaleProvider } from '../../src/components/locale/weightlift-locale-provider.js'
import type { Scenario } from '../../src/engine/testing/scenarios.js'
import { EngineProvider } from '../../src/hooks/engine-provider.js'
import { FAULTS, type FaultName } from '../simulation/faults.js'
import type { LoadedMessages } from '../simulation/locales.js'
import type { LoadedScenarios } from '../simulation/scenario-loader.js'
import { LINE_SPEEDS, type LineSpeed } from '../simulation/speeds.js'

interface Globals {
  readonly locale: string
  readonly direction: 'ltr' | 'rtl' | 'locale'
  readonly speed: LineSpeed | 'story'
  readonly fault: FaultName | 'none'
}

/**
 * Shows the scenario's engine to the story, and hands it the scenario's model as the `model` arg where it has none of its own
 * (not with the parameter `modelArg: false`). With several scenarios the story is drawn once for each.
 */
export const withEngine: Decorator = (Story, { args, loaded, parameters, globals }) => {
  const { scenarios, messages } = loaded as unknown as LoadedScenarios & LoadedMessages
  const drawn = scenarios.map((scenario, at) => {
    const given = parameters.modelArg === false || 'model' in args ? args : { ...args, model: scenario.model }
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: scenarios of a story never change their order
      <Simulated key={at} scenario={scenario} messages={messages} globals={globals as unknown as Globals}>
        <Story args={given} />
      </Simulated>
    )
  })
  return <div style={BELOW_EACH_OTHER}>{drawn}</div>
}

// Of one scenario it takes up the place that the story would have had.
const BELOW_EACH_OTHER = { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '1rem' }

interface SimulatedProps {
  readonly scenario: Scenario
  readonly messages: LoadedMessages['messages']
  readonly globals: Globals
  readonly children: ReactNode
}

function Simulated({ scenario: { engine }, messages, globals, children }: SimulatedProps): JSX.Element {
  const { locale, direction, speed, fault } = globals
  const { clock } = engine.machine
  useEffect(() => {
    if (speed === 'story') return
    const { link } = engine.machine.http
    const before = link.speed()
    link.setSpeed(LINE_SPEEDS[speed])
    return () => link.setSpeed(before)
  }, [engine, speed])

  useEffect(() => (fault === 'none' ? undefined : FAULTS[fault](engine)), [engine, fault])

  return (
    // Countdowns are counted by the simulated clock, which most often stands still.
    <WeightliftLocaleProvider
      locale={locale === 'en' ? undefined : locale}
      dir={direction === 'locale' ? undefined : direction}
      messages={messages}
      now={clock.now}
      timeZone={clock.timeZone()}
    >
      <EngineProvider engine={engine}>{children}</EngineProvider>
    </WeightliftLocaleProvider>
  )
}
