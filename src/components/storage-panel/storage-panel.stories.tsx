import type { Decorator, Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import type { Scenario } from '../../engine/testing/scenarios.js'
import '../styles.css'
import { StoragePanel } from './storage-panel.js'

/**
 * What models take on this machine: complete ones, what is not complete, and files that belong to none, with sizes, ages and the space that is
 * free. What it removes it asks about first; a control that the engine cannot serve is not drawn.
 */
const meta = {
  title: 'Components/StoragePanel',
  component: StoragePanel,
  parameters: { modelArg: false, scenario: 'many-downloads' },
  argTypes: { messages: { control: false }, style: { control: false }, pickLocation: { control: false } },
} satisfies Meta<typeof StoragePanel>

export default meta

type Story = StoryObj<typeof meta>

const inWidth =
  (width: string): Decorator =>
  (Story) => (
    <div style={{ inlineSize: width, maxInlineSize: '100%' }}>
      <Story />
    </div>
  )

const scenarioOf = (loaded: unknown) => (loaded as { scenario: Scenario }).scenario

export const Several: Story = {}

export const Empty: Story = { parameters: { scenario: 'missing' } }

/** One that is complete, several that are not, and none at all. */
export const FullAndEmpty: Story = {
  tags: ['visual', '!autodocs'],
  parameters: { scenarios: ['many-downloads', 'completed', 'missing'] },
  // No words, so that it can be played in every language.
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelectorAll('.weightlift-row').length).toBeGreaterThan(2))
    await waitFor(() => expect(canvasElement.querySelectorAll('.weightlift-empty').length).toBe(1))
  },
}

export const OutOfReach: Story = { parameters: { scenario: 'lost' } }

/** 240 pixels. */
export const Narrow: Story = { decorators: [inWidth('240px')] }

/** "Keep it" has the focus and takes it back. */
export const RemoveAsks: Story = {
  tags: ['!autodocs'],
  parameters: { scenario: 'completed' },
  play: async ({ canvas, userEvent }) => {
    const remove = await canvas.findByRole('button', { name: /^Remove, Whisper Small/ })
    await userEvent.click(remove)
    const dialog = await canvas.findByRole('alertdialog')
    await expect(dialog).toHaveAccessibleDescription(/frees 488 MB/)
    await expect(within(dialog).getByRole('button', { name: 'Keep it' })).toHaveFocus()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Keep it' }))
    await waitFor(() => expect(canvas.queryByRole('alertdialog')).toBeNull())
    await userEvent.click(remove)
    await userEvent.click(within(await canvas.findByRole('alertdialog')).getByRole('button', { name: 'Remove' }))
    await expect(await canvas.findByText('No models on this device')).toBeVisible()
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Whisper Small was removed.'))
  },
}

/** What is not complete goes at once. The focus goes on to the next row. */
export const Delete: Story = {
  tags: ['!autodocs'],
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Delete, Image Segmenter' }))
    await waitFor(() => expect(canvas.queryByText('Image Segmenter')).toBeNull())
    await expect(document.body).not.toHaveFocus()
  },
}

/** Hashes the model again. */
export const Check: Story = {
  tags: ['!autodocs'],
  parameters: { scenario: { name: 'completed', engine: { hashBytesPerSecond: 50e6 } } },
  play: async ({ canvas, loaded, userEvent }) => {
    const { engine, model } = scenarioOf(loaded)
    await userEvent.click(await canvas.findByRole('button', { name: /^Check, Whisper Small/ }))
    await engine.until(({ downloads }) => downloads[model.id]?.status === 'verifying')
    await expect(await canvas.findByText(/^checking/)).toBeVisible()
    await engine.until(({ downloads }) => downloads[model.id]?.status === 'completed')
    await waitFor(() => expect(canvas.queryByText(/^checking/)).toBeNull())
  },
}

/** From an age on; how much that freed is told. */
export const CleanUp: Story = {
  tags: ['!autodocs'],
  parameters: { scenario: 'paused' },
  play: async ({ canvas, loaded, userEvent }) => {
    const { engine } = scenarioOf(loaded)
    await canvas.findByRole('button', { name: /^Delete, Whisper Small/ })
    await userEvent.selectOptions(canvas.getByLabelText('What to clean up'), '0')
    await userEvent.click(canvas.getByRole('button', { name: /^Clean up/ }))
    await waitFor(() => expect(engine.machine.files.list()).toEqual([]))
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(/freed\.$/))
  },
}

/** A file that the user has is taken over, once its digest matches. */
export const TakeOverAFile: Story = {
  tags: ['!autodocs'],
  parameters: { scenario: 'missing' },
  render: (args, { loaded }) => (
    <StoragePanel
      {...args}
      adoptable={[scenarioOf(loaded).model]}
      pickLocation={async () => '/downloads/whisper.bin'}
    />
  ),
  play: async ({ canvas, loaded, userEvent }) => {
    const { engine, model } = scenarioOf(loaded)
    const [file] = model.files
    const { content } = engine.machine.http.serve(file?.url ?? '', { size: file?.size ?? 0 })
    engine.machine.files.overwrite('/downloads/whisper.bin', content)
    await userEvent.click(await canvas.findByRole('button', { name: 'Use a file you have of Whisper Small…' }))
    await engine.until(({ downloads }) => downloads[model.id]?.status === 'completed')
    await expect(await canvas.findByRole('button', { name: /^Remove, Whisper Small/ })).toBeVisible()
  },
}
