import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import type { SimulatedEngine } from '../../engine/testing/simulated-engine.js'
import '../styles.css'
import { DownloadToasts } from './download-toasts.js'

/**
 * Notifications of all downloads in a corner of the page, and the one polite live region that tells screen readers of every transition.
 * "Ready to use" goes by itself after some seconds, though never while the pointer or the focus is on it; what needs a person stays.
 *
 * | attribute | |
 * |---|---|
 * | `data-empty` | there is none now |
 */
const meta = {
  title: 'Components/DownloadToasts',
  component: DownloadToasts,
  args: { durationMs: null },
  parameters: { modelArg: false, scenario: 'downloading' },
  decorators: [
    (Story) => (
      <div style={{ minBlockSize: '16rem' }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof DownloadToasts>

export default meta

type Story = StoryObj<typeof meta>

const engineOf = (loaded: Record<string, unknown>): SimulatedEngine =>
  (loaded as { scenario: { engine: SimulatedEngine } }).scenario.engine

export const Ready: Story = {
  play: async ({ canvas, loaded, userEvent }) => {
    await engineOf(loaded).advance(600_000)
    const dismiss = await canvas.findByRole('button', { name: 'Dismiss, Whisper Small' })
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Whisper Small is ready to use.'))
    await userEvent.click(dismiss)
    await waitFor(() => expect(canvas.queryByRole('button')).toBeNull())
    await expect(document.body).not.toHaveFocus()
  },
}

export const ReadyStays: Story = {
  tags: ['visual'],
  play: async ({ canvas, loaded }) => {
    await engineOf(loaded).advance(600_000)
    // No words, so that it can be played in every language.
    await canvas.findByRole('button')
  },
}

/** What needs a person says what to do, and stays. */
export const Failed: Story = {
  play: async ({ canvas, loaded, userEvent }) => {
    const engine = engineOf(loaded)
    engine.machine.http.failEach({ type: 'status', status: 404, headers: {}, body: 'No.' })
    engine.machine.http.link.cut()
    await engine.advance(600_000)
    await expect(await canvas.findByText('The model was not found')).toBeVisible()
    engine.machine.http.failEach(null)
    await userEvent.click(canvas.getByRole('button', { name: 'Try again, Whisper Small' }))
    await waitFor(() => expect(canvas.queryByText('The model was not found')).toBeNull())
    await expect(document.body).not.toHaveFocus()
  },
}

/** Some are ready, others failed: what needs a person stays. */
export const Several: Story = {
  tags: ['visual', '!autodocs'],
  parameters: { scenario: 'many-downloads' },
  play: async ({ canvas, loaded }) => {
    const engine = engineOf(loaded)
    engine.machine.http.failEach({ type: 'status', status: 401, headers: {}, body: 'No.' })
    await engine.until(
      ({ downloads }) =>
        downloads['embedder-base']?.status === 'completed' || downloads['embedder-base']?.status === 'failed',
    )
    engine.machine.http.link.cut()
    await engine.advance(60_000)
    await waitFor(() => expect(canvas.getAllByRole('listitem').length).toBeGreaterThan(1))
  },
}
