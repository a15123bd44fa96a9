import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import { CAPABILITIES } from './capabilities.js'
import { CapabilityTable } from './capability-table.js'

/**
 * What each engine can do, as it says itself. A control for what is not listed is not drawn, and a command for it is refused with
 * `unsupported`. An engine behind a border (HTTP, Electron, a worker) can what the one behind it can, less what its host does not allow pages:
 * by default nothing that deletes, reads the host's paths or changes settings for everybody.
 */
const meta = {
  title: 'Engines/Capabilities',
  parameters: { controls: { disable: true }, modelArg: false },
} satisfies Meta

export default meta

export const Capabilities: StoryObj = {
  render: () => <CapabilityTable />,
  play: async ({ canvas }) => {
    const head = within(canvas.getByRole('table')).getAllByRole('columnheader')
    await expect(head.map((cell) => cell.textContent)).toEqual(Object.keys(CAPABILITIES))
  },
}
