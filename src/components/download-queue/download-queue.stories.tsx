import type { Decorator, Meta, StoryObj } from '@storybook/react-vite'
import type { Scenario } from '../../engine/testing/scenarios.js'
import { WeightliftLocaleProvider } from '../locale/weightlift-locale-provider.js'
import '../styles.css'
import { DownloadQueue } from './download-queue.js'

/** Countdowns are counted by the simulated clock, which stands still. */
const byEngineClock: Decorator = (Story, { loaded }) => {
  const { clock } = (loaded as { scenario: Scenario }).scenario.engine.machine
  return (
    <WeightliftLocaleProvider now={clock.now} timeZone="UTC">
      <Story />
    </WeightliftLocaleProvider>
  )
}

const meta = {
  title: 'Components/DownloadQueue',
  component: DownloadQueue,
  decorators: [byEngineClock],
  parameters: { scenario: 'many-downloads', modelArg: false },
} satisfies Meta<typeof DownloadQueue>

export default meta

type Story = StoryObj<typeof meta>

export const Many: Story = { tags: ['visual'] }
