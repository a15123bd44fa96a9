import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import type { ModelStatus } from '../../hooks/model-status.js'
import '../styles.css'
import { ModelDownload } from './model-download.js'

/**
 * The other two shapes of `<ModelDownload>`. `variant="row"` says the same in two lines, for lists and settings. `variant="button"` is one
 * button that becomes a ring with pause and resume, and then "Ready": it is the same element all the way, so the keyboard focus stays on it.
 */
const meta = {
  title: 'Components/ModelDownload/Variants',
  component: ModelDownload,
  argTypes: { model: { control: false }, messages: { control: false }, style: { control: false } },
  decorators: [
    (Story) => (
      <div style={{ inlineSize: '30rem', maxInlineSize: '100%' }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof ModelDownload>

export default meta

type Story = Omit<StoryObj<typeof meta>, 'args'> & { args?: Partial<StoryObj<typeof meta>['args']> }

// A status that is added and not drawn here does not compile.
const STATUSES = Object.keys({
  missing: true,
  queued: true,
  preparing: true,
  downloading: true,
  waiting: true,
  paused: true,
  verifying: true,
  completed: true,
  failed: true,
  cancelled: true,
} satisfies Record<ModelStatus, true>) as ModelStatus[]

const HARD = [
  'waiting-offline',
  'waiting-metered',
  'failed-disk-full',
  'unknown-total',
  'stalled',
  'long-name',
  'update-available',
  'updating',
  'lost',
] as const

export const Row: Story = { args: { variant: 'row' }, parameters: { scenario: 'downloading' } }

export const RowInEveryStatus: Story = {
  tags: ['visual', '!autodocs'],
  args: { variant: 'row' },
  parameters: { scenarios: [...STATUSES, ...HARD] },
}

export const Button: Story = { args: { variant: 'button' }, parameters: { scenario: 'downloading' } }

export const ButtonInEveryStatus: Story = {
  tags: ['visual', '!autodocs'],
  args: { variant: 'button' },
  parameters: { scenarios: [...STATUSES, ...HARD] },
}

/** From Download to Ready under one finger, and the focus never moves. */
export const ButtonToTheEnd: Story = {
  args: { variant: 'button' },
  parameters: { scenario: { name: 'missing', live: 40 } },
  play: async ({ canvas, userEvent }) => {
    const button = await canvas.findByRole('button', { name: 'Download 488 MB, Whisper Small' })
    button.focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(button).toHaveAccessibleName('Pause, Whisper Small'))
    await expect(canvas.getByRole('progressbar', { name: 'Whisper Small' })).toBeInTheDocument()
    await waitFor(() => expect(button).toHaveAccessibleName('Ready to use, Whisper Small'), { timeout: 15_000 })
    await expect(button).toHaveFocus()
  },
}

export const ButtonPausesAndResumes: Story = {
  args: { variant: 'button' },
  parameters: { scenario: 'downloading' },
  play: async ({ canvas, userEvent }) => {
    const button = canvas.getByRole('button', { name: 'Pause, Whisper Small' })
    await userEvent.click(button)
    await waitFor(() => expect(button).toHaveAccessibleName('Resume, Whisper Small'))
    await userEvent.click(button)
    await waitFor(() => expect(button).toHaveAccessibleName('Pause, Whisper Small'))
    await expect(button).toHaveFocus()
  },
}

export const RowCancels: Story = {
  args: { variant: 'row' },
  parameters: { scenario: 'downloading' },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel, Whisper Small' }))
    await userEvent.click(within(canvas.getByRole('alertdialog')).getByRole('button', { name: 'Cancel and delete' }))
    await waitFor(() => expect(canvas.getByText('Cancelled')).toBeVisible())
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Download 488 MB, Whisper Small' })).toHaveFocus())
  },
}

/** A newer version was found: the old one is usable until the new one is here. */
export const UpdateIsTaken: Story = {
  parameters: { scenario: 'update-available' },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: /^Update, .* Whisper Small$/ }))
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Pause, Whisper Small' })).toHaveFocus())
  },
}
