import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor } from 'storybook/test'
import type { SceneModel } from 'weightlift/testing'
import { recipe } from './recipe.js'
import styles from './shadcn-look.css?raw'
import { Models } from './shadcn-look.js'
import source from './shadcn-look.tsx?raw'

/**
 * In an app with Tailwind and shadcn/ui: name the order of layers once, map the tokens, and utilities win over Weightlift's styles while the
 * reset does not.
 */
const meta = { title: 'Recipes/shadcn look beside Tailwind' } satisfies Meta

export default meta

interface Story extends StoryObj<{ model: SceneModel }> {}

export const ShadcnLook: Story = {
  parameters: recipe(`${source}\n/* shadcn-look.css */\n${styles}`, 'downloading'),
  render: ({ model }) => <Models model={model} />,
}

/** The reset loses, utilities win, and the app's own button keeps the focus. */
export const Played: Story = {
  ...ShadcnLook,
  tags: ['!autodocs'],
  play: async ({ canvas, canvasElement }) => {
    const card = canvasElement.querySelector('.weightlift-card') as HTMLElement
    // The utility wins over the card's own radius, and the reset does not win over the card's button.
    await expect(getComputedStyle(card).borderRadius).toBe('6px')
    const [pauseOfCard, pauseOfRow] = canvas.getAllByRole('button', { name: 'Pause, Whisper Small' })
    await expect(pauseOfCard).not.toHaveStyle({ paddingInlineStart: '0px' })
    await userEvent.click(pauseOfRow as HTMLElement)
    await waitFor(() => expect(canvas.getAllByRole('button', { name: 'Resume, Whisper Small' }).length).toBe(2))
    await expect(pauseOfRow).toHaveFocus()
    await expect(pauseOfRow).toHaveClass('btn-outline')
  },
}
