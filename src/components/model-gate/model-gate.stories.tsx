import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import type { ScenarioName } from '../../engine/testing/scenarios.js'
import type { ModelStatus } from '../../hooks/model-status.js'
import '../styles.css'
import { ModelGate } from './model-gate.js'

/**
 * Puts a model in front of what needs it: the offer with what the download takes, then the download, then the feature itself. The keyboard
 * focus goes to the feature when it comes.
 */
const meta = {
  title: 'Components/ModelGate',
  component: ModelGate,
  args: {
    license: { name: 'Apache 2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    children: (
      <p style={{ font: '15px system-ui' }}>
        <button type="button">Start dictation</button>
      </p>
    ),
  },
  argTypes: { model: { control: false }, messages: { control: false }, style: { control: false } },
  decorators: [
    (Story) => (
      <div style={{ inlineSize: '34rem', maxInlineSize: '100%' }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof ModelGate>

export default meta

type Story = Omit<StoryObj<typeof meta>, 'args'> & { args?: Partial<StoryObj<typeof meta>['args']> }

export const Offer: Story = { parameters: { scenario: 'missing' } }

export const OwnWords: Story = {
  parameters: { scenario: 'missing' },
  args: { title: 'Dictate without a connection', description: 'Speech never leaves this computer.', headingLevel: 3 },
}

export const OnTheWay: Story = { parameters: { scenario: 'downloading' } }

export const Usable: Story = { parameters: { scenario: 'completed' } }

/** While a newer version comes, the old one is used. */
export const Updating: Story = {
  parameters: { scenario: 'updating' },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('button', { name: 'Start dictation' })).toBeVisible()
  },
}

export const EveryStep: Story = {
  tags: ['visual', '!autodocs'],
  parameters: {
    scenarios: ['missing', 'downloading', 'failed-disk-full', 'waiting-metered', 'long-name', 'completed'],
  },
}

const SCENARIOS = {
  missing: 'missing',
  queued: 'queued',
  preparing: 'preparing',
  downloading: 'downloading',
  waiting: 'waiting',
  paused: 'paused',
  verifying: 'verifying',
  completed: 'completed',
  failed: 'failed-disk-full',
  cancelled: 'cancelled',
} satisfies Record<ModelStatus, ScenarioName>

/** The gate at each status of its model. One that has no scenario here does not compile. */
export const EveryStatus: Story = {
  tags: ['!autodocs'],
  parameters: { scenarios: Object.values(SCENARIOS) },
}

/** From the offer to the feature, in one press. */
export const ToTheFeature: Story = {
  parameters: { scenario: { name: 'missing', live: 40 } },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: /^Download 488 MB/ }))
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Start dictation' })).toBeVisible(), {
      timeout: 15_000,
    })
    await expect(document.body).not.toHaveFocus()
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Whisper Small is ready to use.'))
  },
}
