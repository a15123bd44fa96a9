import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import type { ModelInput } from '../../engine/core/model.js'
import '../styles.css'
import { DownloadProgress } from '../download/download-progress.js'
import { CancelButton } from './cancel-button.js'
import { PauseButton } from './pause-button.js'
import { ResumeButton } from './resume-button.js'

/**
 * Controls that stand alone, each with nothing but a `model`: in a toolbar, a menu, a table of your own. They stay where they are, disabled
 * while they make no sense, so that nothing jumps and the keyboard focus is never lost. `<DownloadProgress model={model} />` is the bar alone.
 */
const meta = {
  title: 'Components/Buttons and bar',
  component: PauseButton,
  render: ({ model }) => <Toolbar model={model} />,
} satisfies Meta<typeof PauseButton>

export default meta

interface Story extends StoryObj<{ model: ModelInput }> {}

function Toolbar({ model }: { readonly model: ModelInput }) {
  return (
    <div style={{ display: 'grid', gap: 12, maxInlineSize: '24rem', fontSize: 13 }}>
      <DownloadProgress model={model} />
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        <PauseButton model={model} />
        <ResumeButton model={model} />
        <CancelButton model={model} />
      </div>
    </div>
  )
}

export const InAToolbar: Story = { tags: ['visual'], parameters: { scenario: 'downloading' } }

export const PauseThenResume: Story = {
  parameters: { scenario: 'downloading' },
  play: async ({ canvas, userEvent }) => {
    const pause = canvas.getByRole('button', { name: 'Pause, Whisper Small' })
    const resume = canvas.getByRole('button', { name: 'Resume, Whisper Small' })
    await expect(resume).toHaveAttribute('aria-disabled', 'true')
    await userEvent.click(pause)
    await waitFor(() => expect(resume).not.toHaveAttribute('aria-disabled'))
    await expect(pause).toHaveAttribute('aria-disabled', 'true')
    await expect(pause).toHaveFocus()
    await userEvent.click(resume)
    await waitFor(() => expect(pause).not.toHaveAttribute('aria-disabled'))
    await expect(resume).toHaveFocus()
  },
}

export const CancelAsksAndKeeps: Story = {
  parameters: { scenario: 'downloading' },
  play: async ({ canvas, userEvent }) => {
    const cancel = canvas.getByRole('button', { name: 'Cancel, Whisper Small' })
    await userEvent.click(cancel)
    await userEvent.click(await canvas.findByRole('button', { name: 'Cancel and keep' }))
    await waitFor(() => expect(cancel).toHaveAttribute('aria-disabled', 'true'))
    await expect(cancel).toHaveFocus()
  },
}
