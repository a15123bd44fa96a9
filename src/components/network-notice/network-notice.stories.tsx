import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import type { ScenarioName } from '../../engine/testing/scenarios.js'
import '../styles.css'
import { NetworkNotice, type NetworkNoticeState } from './network-notice.js'

/**
 * Says that there is no connection, that downloads wait because it is metered, or that the engine is out of reach. Empty and without a height
 * while there is nothing to say: put it at the top of the app.
 *
 * | attribute | |
 * |---|---|
 * | `data-notice` | `link`, `offline` or `metered`; none while there is nothing to say |
 */
const meta = {
  title: 'Components/NetworkNotice',
  component: NetworkNotice,
  parameters: { modelArg: false },
} satisfies Meta<typeof NetworkNotice>

export default meta

type Story = StoryObj<typeof meta>

export const Offline: Story = { parameters: { scenario: 'waiting-offline' } }

export const Metered: Story = {
  parameters: { scenario: 'waiting-metered' },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Download anyway' }))
    await waitFor(() => expect(canvas.queryByText('This connection is metered')).toBeNull())
    await expect(document.body).not.toHaveFocus()
  },
}

export const EngineOutOfReach: Story = { parameters: { scenario: 'lost' } }

export const NothingToSay: Story = { parameters: { scenario: 'downloading' } }

/** A notice that has no scenario here does not compile. */
const SCENARIOS = {
  offline: 'waiting-offline',
  metered: 'waiting-metered',
  link: 'lost',
} satisfies Record<NonNullable<NetworkNoticeState['notice']>, ScenarioName>

export const EveryNotice: Story = {
  tags: ['visual', '!autodocs'],
  parameters: { scenarios: Object.values(SCENARIOS) },
}
