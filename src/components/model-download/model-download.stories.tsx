import type { Decorator, Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import type { ModelStatus } from '../../hooks/model-status.js'
import '../styles.css'
import { ModelDownload } from './model-download.js'

/** A width for the card. */
const inWidth =
  (width: string): Decorator =>
  (Story) => (
    <div style={{ inlineSize: width, maxInlineSize: '100%' }}>
      <Story />
    </div>
  )

/**
 * One model as a card: name, status, progress, and the buttons that make sense. Every story is the real engine over a simulated
 * computer, brought into a state by what happens to users; press the buttons, they work.
 *
 * Needs an `EngineProvider` above it and `weightlift/styles.css` once in the app. Colours and shapes are custom properties
 * (`--weightlift-accent`, `--weightlift-radius`, …); words come from `messages`. For a card of your own, see the parts of `Download`.
 */
const meta = {
  title: 'Components/ModelDownload',
  component: ModelDownload,
  decorators: [inWidth('34rem')],
  argTypes: { model: { control: false }, messages: { control: false }, style: { control: false } },
} satisfies Meta<typeof ModelDownload>

export default meta

type Story = Omit<StoryObj<typeof meta>, 'args'> & { args?: Partial<StoryObj<typeof meta>['args']> }

/** Nobody asked for the model yet. The button says what a press would cost. */
export const Missing: Story = { parameters: { scenario: 'missing' } }

/** Another download has the slot; the place in line is told. */
export const Queued: Story = { parameters: { scenario: 'queued' } }

/** The engine asks for the size and checks the disk: the bar runs, because nothing is known yet. */
export const Preparing: Story = { parameters: { scenario: 'preparing' } }

/** Bytes move. Numbers change at most four times a second and keep their places. */
export const Downloading: Story = { parameters: { scenario: 'downloading' } }

/** The engine stopped and goes on by itself: why, and when. */
export const Waiting: Story = { parameters: { scenario: 'waiting' } }

/** Stopped by the user. What has arrived stays. */
export const Paused: Story = { parameters: { scenario: 'paused' } }

/** All bytes are here and their digest is computed: a bar of its own, on top of the full one. */
export const Verifying: Story = { parameters: { scenario: 'verifying' } }

/** Usable. */
export const Completed: Story = { parameters: { scenario: 'completed' } }

/** A person has to act: what happened, and what to do. */
export const Failed: Story = { parameters: { scenario: 'failed' } }

/** Given up by the user, and deleted. */
export const Cancelled: Story = { parameters: { scenario: 'cancelled' } }

// A status without a story does not compile.
void ({
  missing: Missing,
  queued: Queued,
  preparing: Preparing,
  downloading: Downloading,
  waiting: Waiting,
  paused: Paused,
  verifying: Verifying,
  completed: Completed,
  failed: Failed,
  cancelled: Cancelled,
} satisfies Record<ModelStatus, Story>)

/** All of them, one below the other. */
export const EveryStatus: Story = {
  tags: ['visual', '!autodocs'],
  parameters: {
    scenarios: [
      'missing',
      'queued',
      'preparing',
      'downloading',
      'waiting',
      'paused',
      'verifying',
      'completed',
      'failed',
      'cancelled',
    ],
  },
}

/** What a card has to stand: every reason to wait, unknown sizes, long names, an engine out of reach. */
export const HardCases: Story = {
  tags: ['visual', '!autodocs'],
  parameters: {
    scenarios: [
      'waiting-rate-limited',
      'waiting-offline',
      'waiting-metered',
      'waiting-schedule',
      'waiting-yield',
      'waiting-lock',
      'failed-disk-full',
      'failed-gated',
      'unknown-total',
      'stalled',
      'unverified',
      'huge',
      'long-name',
      'connecting',
      'lost',
    ],
  },
}

/** The server asks for a break and says how long: a moment further away is a time of day. */
export const WaitingRateLimited: Story = { parameters: { scenario: 'waiting-rate-limited' } }

export const WaitingOffline: Story = { parameters: { scenario: 'waiting-offline' } }

export const WaitingMetered: Story = { parameters: { scenario: 'waiting-metered' } }

export const WaitingSchedule: Story = { parameters: { scenario: 'waiting-schedule' } }

/** The app is busy with something that needs the line or the processor. */
export const WaitingYield: Story = { parameters: { scenario: 'waiting-yield' } }

export const WaitingLock: Story = { parameters: { scenario: 'waiting-lock' } }

export const FailedDiskFull: Story = { parameters: { scenario: 'failed-disk-full' } }

export const FailedGated: Story = { parameters: { scenario: 'failed-gated' } }

export const FailedChecksumMismatch: Story = { parameters: { scenario: 'failed-checksum-mismatch' } }

/** The server does not tell how long the file is: bytes so far, and a bar that claims nothing. */
export const UnknownTotal: Story = { parameters: { scenario: 'unknown-total' } }

/** The connection is open, and nothing comes. */
export const Stalled: Story = { parameters: { scenario: 'stalled' } }

/** There was no digest to prove it by. */
export const Unverified: Story = { parameters: { scenario: 'unverified' } }

/** 20 GB. */
export const Huge: Story = { parameters: { scenario: 'huge' } }

/** Two lines of it, then an ellipsis. */
export const LongName: Story = { parameters: { scenario: 'long-name' } }

/** The engine is not reached yet, so that nothing can be said or done. */
export const Connecting: Story = { parameters: { scenario: 'connecting' } }

/** The engine is out of reach: the last that was known stays, and the buttons wait. */
export const LinkLost: Story = { parameters: { scenario: 'lost' } }

/** 240 pixels. */
export const Narrow: Story = { parameters: { scenario: 'downloading' }, decorators: [inWidth('240px')] }

export const NarrowLongName: Story = { parameters: { scenario: 'long-name' }, decorators: [inWidth('240px')] }

export const NarrowFailed: Story = { parameters: { scenario: 'failed-disk-full' }, decorators: [inWidth('240px')] }

export const RightToLeft: Story = { parameters: { scenario: 'downloading' }, globals: { direction: 'rtl' } }

export const Dark: Story = { parameters: { scenario: 'downloading' }, globals: { theme: 'dark' } }

/** Words, language and units of the app's own. */
export const German: Story = {
  parameters: { scenario: 'downloading' },
  args: {
    locale: 'de',
    messages: {
      download: {
        status: { downloading: 'Wird geladen', paused: 'Angehalten' },
        action: { pause: 'Anhalten', resume: 'Fortsetzen', cancel: 'Abbrechen' },
        progress: { pair: (done, total) => `${done} von ${total}`, timeLeft: (duration) => `noch etwa ${duration}` },
      },
    },
  },
}

/** One press of the button that is Download, Pause and Resume in turn: it stays the same button, and keeps the focus. */
export const PauseAndResume: Story = {
  parameters: { scenario: 'downloading' },
  play: async ({ canvas, userEvent }) => {
    const button = canvas.getByRole('button', { name: 'Pause, Whisper Small' })
    button.focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(button).toHaveAccessibleName('Resume, Whisper Small'))
    await expect(button).toHaveFocus()
    await expect(canvas.getByText('Paused')).toBeVisible()
    await userEvent.keyboard(' ')
    await waitFor(() => expect(button).toHaveAccessibleName('Pause, Whisper Small'))
    await expect(button).toHaveFocus()
  },
}

export const Start: Story = {
  parameters: { scenario: 'missing' },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Download 488 MB, Whisper Small' }))
    await waitFor(() => expect(canvas.getByRole('progressbar', { name: 'Whisper Small' })).toBeVisible())
    await expect(canvas.getByRole('button', { name: 'Pause, Whisper Small' })).toHaveFocus()
  },
}

/** Cancel asks first, and Escape takes it back. */
export const CancelAsks: Story = {
  parameters: { scenario: 'downloading' },
  play: async ({ canvas, canvasElement, userEvent }) => {
    const cancel = canvas.getByRole('button', { name: 'Cancel, Whisper Small' })
    await userEvent.click(cancel)
    const dialog = within(canvasElement.ownerDocument.body).getByRole('alertdialog')
    await expect(dialog).toHaveAccessibleName('Cancel the download of Whisper Small?')
    await expect(within(dialog).getByRole('button', { name: 'Go on downloading' })).toHaveFocus()
  },
}

export const CancelAndKeep: Story = {
  parameters: { scenario: 'downloading' },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel, Whisper Small' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Cancel and keep' }))
    const resume = await canvas.findByRole('button', { name: 'Resume download, Whisper Small' })
    await waitFor(() => expect(resume).toHaveFocus())
    await expect(canvas.queryByRole('alertdialog')).toBeNull()
  },
}

export const CancelAndDelete: Story = {
  parameters: { scenario: 'downloading' },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel, Whisper Small' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Cancel and delete' }))
    const download = await canvas.findByRole('button', { name: 'Download 488 MB, Whisper Small' })
    await waitFor(() => expect(download).toHaveFocus())
    await expect(canvas.getByText('Cancelled')).toBeVisible()
  },
}

export const Retry: Story = {
  parameters: { scenario: 'failed' },
  play: async ({ canvas, userEvent }) => {
    await expect(canvas.getByText('The connection was lost')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Try again, Whisper Small' }))
    await waitFor(() => expect(canvas.queryByText('The connection was lost')).toBeNull())
    await expect(canvas.getByRole('button', { name: 'Pause, Whisper Small' })).toHaveFocus()
  },
}

export const Remove: Story = {
  parameters: { scenario: 'completed' },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Remove, Whisper Small' }))
    const dialog = canvas.getByRole('alertdialog')
    await expect(dialog).toHaveAccessibleDescription(/frees 488 MB/)
    await userEvent.click(within(dialog).getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(canvas.getByText('Not downloaded')).toBeVisible())
  },
}
