import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor } from 'storybook/test'
import { ModelDownload } from 'weightlift'
import type { SceneModel } from 'weightlift/testing'

/** Played without a mouse. Watch the focus: it never leaves the card. */
const meta = { title: 'Accessibility/By keyboard', parameters: { controls: { disable: true } } } satisfies Meta

export default meta

interface Story extends StoryObj<{ model: SceneModel }> {}

export const ByKeyboard: Story = {
  parameters: { scenario: 'downloading' },
  render: ({ model }) => <ModelDownload model={model} headingLevel={2} />,
  play: async ({ canvas, step }) => {
    const button = (name: string) => canvas.getByRole('button', { name })

    await step('the bar has a name, and says its value in words', async () => {
      const bar = canvas.getByRole('progressbar', { name: 'Whisper Small' })
      await expect(bar.getAttribute('aria-valuetext')).toMatch(/42\s?%/)
    })

    await step('Tab goes through the buttons in reading order', async () => {
      await userEvent.tab()
      await expect(button('Cancel, Whisper Small')).toHaveFocus()
      await userEvent.tab()
      await expect(button('Pause, Whisper Small')).toHaveFocus()
    })

    await step('Space pauses; the focus is on what goes on from here, and the change is told', async () => {
      await userEvent.keyboard(' ')
      await waitFor(() => expect(button('Resume, Whisper Small')).toHaveFocus())
      await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Whisper Small is paused'))
    })

    await step(
      'Cancel asks, with the harmless answer focused; it takes the question back, and the focus is where it was',
      async () => {
        await userEvent.tab({ shift: true })
        await userEvent.keyboard('{Enter}')
        await waitFor(() => expect(button('Go on downloading')).toHaveFocus())
        await userEvent.keyboard('{Enter}')
        await waitFor(() => expect(button('Cancel, Whisper Small')).toHaveFocus())
      },
    )
  },
}
