import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import type { SimulatedEngine } from '../../engine/testing/simulated-engine.js'
import '../styles.css'
import { DownloadPlan } from './download-plan.js'

/**
 * What a download would take, before its first byte: size, time, room that is left, where it comes from and the license, as far as each is
 * known. Its parts are in `Plan`: `Plan.Root`, `Plan.Facts`, `Plan.Warning`.
 *
 * | attribute | on every part |
 * |---|---|
 * | `data-checking` | the engine was asked, and has not answered yet |
 * | `data-crowded` | there is not enough room on the disk |
 * | `data-metered` | the connection is metered |
 */
const meta = {
  title: 'Components/DownloadPlan',
  component: DownloadPlan,
  args: { license: { name: 'Apache 2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' } },
  argTypes: { model: { control: false }, messages: { control: false }, style: { control: false } },
} satisfies Meta<typeof DownloadPlan>

export default meta

type Story = Omit<StoryObj<typeof meta>, 'args'> & { args?: Partial<StoryObj<typeof meta>['args']> }

export const Plan: Story = {
  parameters: { scenario: 'missing' },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('488 MB')).toBeVisible()
    await expect(canvas.getByRole('link', { name: 'Apache 2.0' })).toBeVisible()
  },
}

/** There is no room for it: how much has to be freed. */
export const Crowded: Story = {
  parameters: { scenario: { name: 'missing', engine: { capacityBytes: 300_000_000 } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/^Not enough disk space/)).toBeVisible()
  },
}

/** Each gigabyte costs money here. */
export const Metered: Story = {
  parameters: { scenario: 'missing' },
  play: async ({ canvas, loaded }) => {
    const { scenario } = loaded as unknown as { scenario: { engine: SimulatedEngine } }
    scenario.engine.machine.connectivity.set({ metered: true })
    await scenario.engine.advance(1_000)
    await expect(await canvas.findByText(/^This connection is metered/)).toBeVisible()
  },
}

/** With room and without. */
export const EveryPlan: Story = {
  tags: ['visual', '!autodocs'],
  parameters: { scenarios: ['missing', { name: 'missing', engine: { capacityBytes: 300_000_000 } }] },
  // No words, so that it can be played in every language.
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelectorAll('[data-fact="size"]').length).toBe(2))
  },
}
