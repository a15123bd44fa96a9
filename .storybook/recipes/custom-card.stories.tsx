import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import type { SceneModel } from 'weightlift/testing'
import { ListenCard } from './custom-card.js'
import source from './custom-card.tsx?raw'
import { recipe } from './recipe.js'

/**
 * A card put together from the parts of `Download`, without a line of Weightlift's styles. The parts bring what is hard: which verbs make sense,
 * the name and value text of the bar, what a screen reader is told, where the focus goes.
 */
const meta = { title: 'Recipes/Custom card from parts' } satisfies Meta

export default meta

interface Story extends StoryObj<{ model: SceneModel }> {}

export const CustomCard: Story = {
  parameters: recipe(source, 'downloading'),
  render: ({ model }) => <ListenCard model={model} />,
}

/** Paused, resumed and cancelled by keyboard and mouse: the focus stays in the card. */
export const Played: Story = {
  ...CustomCard,
  tags: ['!autodocs'],
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByRole('progressbar', { name: 'Whisper Small' })).toHaveAttribute('aria-valuenow', '42')
    await userEvent.click(canvas.getByRole('button', { name: 'Pause, Whisper Small' }))
    const resume = await canvas.findByRole('button', { name: 'Resume, Whisper Small' })
    await expect(resume).toHaveFocus()
    await userEvent.click(resume)
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Pause, Whisper Small' })).toHaveFocus())
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel, Whisper Small' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Cancel and delete' }))
    await waitFor(() => expect(within(canvasElement).getByText('Cancelled')).toBeVisible())
  },
}

/** The same card in other states: nothing in its code asks for the status. */
export const OtherStates: Story = {
  parameters: {
    ...recipe(source, 'missing'),
    scenarios: ['missing', 'waiting-offline', 'verifying', 'completed', 'failed-disk-full'],
  },
  render: CustomCard.render,
}
