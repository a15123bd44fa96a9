import type { Decorator, Meta, StoryObj } from '@storybook/react-vite'
import { useEffect } from 'react'
import { expect, waitFor, within } from 'storybook/test'
import type { DownloadStatus } from '../../engine/core/download.js'
import type { Scenario, ScenarioName } from '../../engine/testing/scenarios.js'
import type { SimulatedEngine } from '../../engine/testing/simulated-engine.js'
import type { ModelStatus } from '../../hooks/model-status.js'
import '../styles.css'
import { DownloadQueue } from './download-queue.js'

/**
 * All downloads of the engine: what runs with a graph of the speed, what failed, what comes next and can be put in order by dragging or by keyboard,
 * what waits and why, what is paused and what is done.
 *
 * What comes next is reordered by dragging (mouse, finger or pen; Escape takes it back), by the buttons beside it, or by Alt and the arrow keys. The
 * arrow keys go from row to row, Home and End to the first and the last.
 *
 * It is as high as its rows: put it into what scrolls. Past 50 downloads (`virtualizeAbove`) only rows near the view are drawn; an item is there for
 * each, so that screen readers count rightly. For a list of your own, see the parts of `Queue`, in which all parts of `Download` work.
 */
const meta = {
  title: 'Components/DownloadQueue',
  component: DownloadQueue,
  parameters: { scenario: 'many-downloads', modelArg: false },
  argTypes: { messages: { control: false }, style: { control: false } },
} satisfies Meta<typeof DownloadQueue>

export default meta

type Story = StoryObj<typeof meta>

const engineOf = (loaded: unknown): SimulatedEngine => (loaded as { scenario: Scenario }).scenario.engine

const inWidth =
  (width: string): Decorator =>
  (Story) => (
    <div style={{ inlineSize: width, maxInlineSize: '100%' }}>
      <Story />
    </div>
  )

export const Many: Story = { tags: ['visual'] }

export const Empty: Story = { parameters: { scenario: 'missing' } }

/** The scenarios of each status: one that has none is no story yet, and does not compile. */
const SCENARIOS = {
  missing: ['missing'],
  queued: ['queued'],
  preparing: ['preparing'],
  downloading: ['downloading'],
  waiting: ['waiting', 'waiting-metered'],
  verifying: ['verifying'],
  completed: ['completed'],
  failed: ['failed-disk-full'],
  cancelled: ['cancelled'],
  paused: ['paused'],
} satisfies Record<ModelStatus, readonly ScenarioName[]>

const { paused, ...OTHERS } = SCENARIOS

/** One of each status, one below the other. */
export const EveryStatus: Story = {
  tags: ['visual', '!autodocs'],
  parameters: {
    // Several lists on one page have sections of the same names, as no page has.
    a11y: { config: { rules: [{ id: 'landmark-unique', enabled: false }] } },
    scenarios: [...Object.values(OTHERS).flat(), 'long-name', 'lost'],
  },
}

export const Paused: Story = { tags: ['!autodocs'], parameters: { scenarios: paused } }

export const LinkLost: Story = { parameters: { scenario: 'lost' } }

/** 240 pixels. */
export const Narrow: Story = { decorators: [inWidth('240px')] }

/** The button that was pressed keeps the focus, and one sentence tells of all. */
export const PauseAllAndResumeAll: Story = {
  tags: ['!autodocs'],
  play: async ({ canvas, loaded, userEvent }) => {
    const pauseAll = canvas.getByRole('button', { name: 'Pause all' })
    await userEvent.click(pauseAll)
    await waitFor(() => expect(withStatus(loaded, 'paused')).toHaveLength(8))
    await expect(await canvas.findByRole('heading', { name: /^Paused 8/ })).toBeVisible()
    await expect(canvas.queryByRole('heading', { name: /^Downloading/ })).toBeNull()
    await expect(pauseAll).toHaveFocus()
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Paused: 7 downloads.'), LONG)
    await userEvent.click(canvas.getByRole('button', { name: 'Resume all' }))
    await waitFor(() => expect(withStatus(loaded, 'paused')).toHaveLength(0))
    await expect(await canvas.findByRole('heading', { name: /^Downloading 2/ })).toBeVisible()
  },
}

/** One press, one place. The focus goes along with the row, and the new place is told. */
export const MovedByButtons: Story = {
  tags: ['!autodocs'],
  play: async ({ canvas, canvasElement, userEvent }) => {
    const down = canvas.getByRole('button', { name: 'Move down, Reranker Base' })
    down.focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(line(canvasElement).slice(0, 2)).toEqual(['Translator Base', 'Reranker Base']))
    await waitFor(() => expect(canvas.getByText(/^Reranker Base is now number 2 of 5/)).toBeInTheDocument())
    await expect(canvas.getByRole('button', { name: 'Move down, Reranker Base' })).toHaveFocus()
    await userEvent.click(canvas.getByRole('button', { name: 'Move up, Reranker Base' }))
    await waitFor(() => expect(line(canvasElement)[0]).toBe('Reranker Base'))
    await expect(canvas.getByRole('button', { name: 'Move up, Reranker Base' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
  },
}

/** Alt and an arrow key, Home or End, from any control of the row; without Alt they go from row to row. */
export const MovedByKeyboard: Story = {
  tags: ['!autodocs'],
  play: async ({ canvas, canvasElement, userEvent }) => {
    const pause = canvas.getByRole('button', { name: 'Pause, Diarizer Base' })
    pause.focus()
    await userEvent.keyboard('{Alt>}{Home}{/Alt}')
    await waitFor(() => expect(line(canvasElement)[0]).toBe('Diarizer Base'))
    await expect(pause).toHaveFocus()
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}')
    await waitFor(() => expect(line(canvasElement)[1]).toBe('Diarizer Base'))
    await userEvent.keyboard('{Alt>}{End}{/Alt}')
    await waitFor(() => expect(line(canvasElement)[4]).toBe('Diarizer Base'))
    await userEvent.keyboard('{ArrowUp}')
    await expect(canvas.getByRole('button', { name: 'Pause, Upscaler Base' })).toHaveFocus()
    await userEvent.keyboard('{Home}')
    await expect(canvas.getByRole('button', { name: 'Pause, Whisper Small' })).toHaveFocus()
  },
}

/** By the grip at the beginning of the row, with mouse, finger or pen. Escape takes it back. */
export const MovedByDragging: Story = {
  tags: ['!autodocs'],
  play: async ({ canvas, canvasElement, userEvent }) => {
    const row = (name: string): Element => canvas.getByText(name).closest('li') as Element
    const grip = row('Diarizer Base').querySelector('.weightlift-handle') as Element
    // A pointer that is made up cannot be captured.
    Object.assign(grip, { setPointerCapture: () => undefined })
    const above = (): number => row('Translator Base').getBoundingClientRect().top + 4

    point(grip, 'pointerdown', middleOf(grip))
    point(grip, 'pointermove', above())
    await waitFor(() => expect(row('Translator Base')).toHaveAttribute('data-drop', 'before'))
    await expect(row('Diarizer Base')).toHaveAttribute('data-dragging')
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(row('Diarizer Base')).not.toHaveAttribute('data-dragging'))
    await expect(line(canvasElement)[4]).toBe('Diarizer Base')

    point(grip, 'pointerdown', middleOf(grip))
    point(grip, 'pointermove', above())
    point(grip, 'pointerup', above())
    await waitFor(() => expect(line(canvasElement)[1]).toBe('Diarizer Base'))
    await waitFor(() => expect(canvas.getByText(/^Diarizer Base is now number 2 of 5/)).toBeInTheDocument())
  },
}

/** The focus follows a download that comes under another heading. */
export const OneIsPaused: Story = {
  tags: ['!autodocs'],
  play: async ({ canvas, userEvent }) => {
    const row = within(canvas.getByRole('group', { name: 'Whisper Small' }))
    await userEvent.click(row.getByRole('button', { name: 'Pause, Whisper Small' }))
    const paused = within(await canvas.findByRole('region', { name: /^Paused 2/ }))
    await waitFor(() => expect(paused.getByRole('button', { name: 'Resume, Whisper Small' })).toHaveFocus())
    await userEvent.click(paused.getByRole('button', { name: 'Resume, Image Segmenter' }))
    await expect(await canvas.findByRole('region', { name: /^Paused 1/ })).toBeVisible()
  },
}

/** Of what has nothing on disk nothing is asked; of the others what to do with the bytes that are here. */
export const OneIsCancelled: Story = {
  tags: ['!autodocs'],
  play: async ({ canvas, loaded, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel, Reranker Base' }))
    await expect(await canvas.findByRole('heading', { name: /^Cancelled 1/ })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel, Image Segmenter' }))
    const dialog = within(await canvas.findByRole('alertdialog'))
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel and keep' }))
    await waitFor(() => expect(withStatus(loaded, 'cancelled')).toHaveLength(2))
  },
}

export const OneIsTriedAgain: Story = {
  tags: ['!autodocs'],
  play: async ({ canvas, loaded, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Try again, Gone Away' }))
    await waitFor(() => expect(withStatus(loaded, 'failed')).toHaveLength(0))
  },
}

export const OneIsRemoved: Story = {
  tags: ['!autodocs'],
  parameters: { scenario: 'completed' },
  play: async ({ canvas, loaded, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Remove, Whisper Small' }))
    const dialog = within(await canvas.findByRole('alertdialog'))
    await userEvent.click(dialog.getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(withStatus(loaded, 'completed')).toHaveLength(0))
  },
}

/** A thousand, in a panel that scrolls: some twenty of them are drawn. The focus stays with a row that is scrolled away. */
export const Thousand: Story = {
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
  decorators: [
    (Story, { loaded }) => {
      const engine = engineOf(loaded)
      useEffect(() => void addMany(engine, 1000), [engine])
      return (
        <section
          aria-label="Downloads, scrolling"
          style={{ blockSize: '30rem', overflowY: 'auto', padding: '1rem' }}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by the keyboard too.
          tabIndex={0}
        >
          <Story />
        </section>
      )
    },
  ],
  play: async ({ canvas, canvasElement, userEvent }) => {
    const drawn = (): number => canvasElement.querySelectorAll('li [role="group"]').length
    await waitFor(() => expect(canvasElement.querySelectorAll('li').length).toBeGreaterThan(1000), LONG)
    await waitFor(() => expect(drawn()).toBeLessThan(60), LONG)
    const pause = canvas.getByRole('button', { name: 'Pause, Whisper Small' })
    pause.focus()
    const scroller = canvas.getByRole('region', { name: 'Downloads, scrolling' })
    scroller.scrollTo({ top: 20_000 })
    await waitFor(() => expect(canvas.getAllByText(/^Number [23]\d\d in line$/).length).toBeGreaterThan(5), LONG)
    await expect(pause).toHaveFocus()
    await expect(drawn()).toBeLessThan(60)
    await userEvent.keyboard('{End}')
    // Its one control deletes a model: the focus is on the row, and the control one Tab away.
    const last = canvas.getByText('Keyword Spotter').closest('li')
    await waitFor(() => expect(last).toHaveFocus(), LONG)
    await userEvent.tab()
    await expect(canvas.getByRole('button', { name: 'Remove, Keyword Spotter' })).toHaveFocus()
  },
}

/** A machine that does other things too takes its time. */
const LONG = { timeout: 15_000 }

function withStatus(loaded: unknown, status: DownloadStatus) {
  return Object.values(engineOf(loaded).getSnapshot().downloads).filter((download) => download.status === status)
}

/** Names of what comes next, in their order. */
function line(canvasElement: HTMLElement) {
  const titles = canvasElement.querySelectorAll('li[data-section="queued"] .weightlift-title')
  return [...titles].map((title) => title.textContent)
}

function middleOf(element: Element): number {
  const { top, height } = element.getBoundingClientRect()
  return top + height / 2
}

function point(target: Element, type: string, clientY: number): void {
  const { left, width } = target.getBoundingClientRect()
  const at = { clientX: left + width / 2, clientY, pointerId: 1, button: 0, isPrimary: true }
  target.dispatchEvent(new PointerEvent(type, { ...at, bubbles: true, cancelable: true }))
}

/** Asks for so many models more. */
async function addMany(engine: SimulatedEngine, count: number): Promise<void> {
  const asked = Array.from({ length: count }, (_, at) => {
    const file = engine.machine.serve(`https://models.example/m${at}/model.bin`, { size: 50_000_000 + at * 100_000 })
    const files = [{ path: 'model.bin', url: file.url, size: file.size, sha256: file.sha256 }]
    return engine.dispatch({ type: 'download', model: { id: `m${at}`, name: `Language pack ${at + 1}`, files } })
  })
  await Promise.all(asked)
}
