import type { Decorator, Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import type { Scenario } from '../../engine/testing/scenarios.js'
import '../styles.css'
import { DownloadQueue } from './download-queue.js'

/**
 * All downloads of the engine: what runs with a graph of the speed, what failed, what comes next and can be put in order by dragging or by keyboard,
 * what waits and why, what is paused and what is done. It is as high as its rows; of a long list only rows near the view are drawn.
 */
const meta = {
  title: 'Components/DownloadQueue',
  component: DownloadQueue,
  parameters: { scenario: 'many-downloads', modelArg: false },
  argTypes: { messages: { control: false }, style: { control: false } },
} satisfies Meta<typeof DownloadQueue>

export default meta

type Story = StoryObj<typeof meta>

const engineOf = (loaded: unknown) => (loaded as { scenario: Scenario }).scenario.engine

const inWidth =
  (width: string): Decorator =>
  (Story) => (
    <div style={{ inlineSize: width, maxInlineSize: '100%' }}>
      <Story />
    </div>
  )

export const Many: Story = { tags: ['visual'] }

export const Empty: Story = { parameters: { scenario: 'missing' } }

/** One of each status, one below the other. */
export const EveryStatus: Story = {
  tags: ['visual', '!autodocs'],
  parameters: {
    // Several lists on one page have sections of the same names, as no page has.
    a11y: { config: { rules: [{ id: 'landmark-unique', enabled: false }] } },
    scenarios: [
      'missing',
      'queued',
      'preparing',
      'downloading',
      'waiting',
      'waiting-metered',
      'verifying',
      'completed',
      'failed-disk-full',
      'cancelled',
      'long-name',
      'lost',
    ],
  },
}

export const LinkLost: Story = { parameters: { scenario: 'lost' } }

/** 240 pixels. */
export const Narrow: Story = { decorators: [inWidth('240px')] }

export const PauseAllAndResumeAll: Story = {
  tags: ['!autodocs'],
  play: async ({ canvas, loaded, userEvent }) => {
    const { counts, engine } = countsOf(loaded)
    await userEvent.click(canvas.getByRole('button', { name: 'Pause all' }))
    await waitFor(() => expect(counts().paused).toBeGreaterThan(5))
    await userEvent.click(canvas.getByRole('button', { name: 'Resume all' }))
    await waitFor(() => expect(counts().paused).toBe(0))
    await engine.advance(1_000)
  },
}

/** The focus goes along with the row, and the new place is told. */
export const MovedByKeyboard: Story = {
  tags: ['!autodocs'],
  play: async ({ canvas, loaded, userEvent }) => {
    const engine = engineOf(loaded)
    const before = engine.getSnapshot().order
    const down = canvas.getByRole('button', { name: /^Move down, Reranker Base/ })
    down.focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(engine.getSnapshot().order).not.toEqual(before))
    await waitFor(() => expect(canvas.getByText(/^Reranker Base is now number 2 of 5/)).toBeInTheDocument())
    await waitFor(() => expect(canvas.getByRole('button', { name: /^Move down, Reranker Base/ })).toHaveFocus())
  },
}

export const OneIsPaused: Story = {
  tags: ['!autodocs'],
  play: async ({ canvas, userEvent }) => {
    const row = within(canvas.getByRole('group', { name: 'Whisper Small' }))
    await userEvent.click(row.getByRole('button', { name: 'Pause, Whisper Small' }))
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Resume, Whisper Small' })).toHaveFocus())
  },
}

function countsOf(loaded: unknown) {
  const engine = engineOf(loaded)
  const all = () => Object.values(engine.getSnapshot().downloads)
  return { engine, counts: () => ({ paused: all().filter(({ status }) => status === 'paused').length }) }
}
