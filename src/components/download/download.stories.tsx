import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import type { ModelInput } from '../../engine/core/model.js'
import * as Download from './index.parts.js'

/**
 * What `<ModelDownload>` is made of, to make a card of your own. Every part is one element without a look: give it a class, a
 * style, or another element in its place (`render`), each as a value or as a function of the state. Its state is in `data-*`
 * attributes, so that a style sheet can tell `[data-status="waiting"][data-reason="offline"]`.
 *
 * | attribute | on every part |
 * |---|---|
 * | `data-status` | `missing`, `queued`, `preparing`, `downloading`, `waiting`, `paused`, `verifying`, `completed`, `failed`, `cancelled` |
 * | `data-reason` | why it is `waiting`: `retry`, `rate-limited`, `offline`, `metered`, `schedule`, `lock` |
 * | `data-error` | the code of what went wrong |
 * | `data-link` | the engine is out of reach: `connecting`, `lost`, `closed` |
 * | `data-checking` | not known yet whether the model is on this machine |
 * | `data-partial` | bytes of an incomplete model are on disk |
 * | `data-indeterminate` | on its way, and how far is not known |
 * | `data-stalled` | downloading, but no byte has come for a while |
 * | `data-unverified` | completed, with no digest to prove it by |
 * | `data-update` | `available`: a newer version was found; `underway`: it comes, and the old one is usable |
 * | `data-pending` | the verb that the engine has not answered yet |
 * | `data-action` | on buttons: what a press does |
 *
 * A part that has nothing to say is not drawn, and so is a button for what is not possible now or not in the engine's capabilities.
 * `Download.Progress` hands `--weightlift-progress` (0 to 1) to the `Download.Indicator` in it.
 */
const meta = {
  title: 'Components/Parts/Download',
  component: Download.Root,
} satisfies Meta<typeof Download.Root>

export default meta

interface Story extends StoryObj<{ model: ModelInput }> {}

/** A row of plain elements, styled by hand. */
export const CustomRow: Story = {
  parameters: { scenario: 'downloading' },
  render: ({ model }) => (
    <Download.Root model={model} style={{ display: 'grid', gap: 6, maxWidth: 420, font: '14px system-ui' }}>
      <div style={{ display: 'flex', gap: 12, alignItems: 'baseline' }}>
        <Download.Title render={<strong style={{ flex: 1 }} />} />
        <Download.Percent style={{ fontVariantNumeric: 'tabular-nums' }} />
        <Download.Action />
      </div>
      <Download.Progress style={{ height: 4, background: '#8884' }}>
        <Download.Indicator
          style={({ status }) => ({
            display: 'block',
            height: '100%',
            width: 'calc(var(--weightlift-progress) * 100%)',
            background: status === 'downloading' ? 'currentcolor' : '#8888',
          })}
        />
      </Download.Progress>
      <small>
        <Download.Status /> <Download.Bytes /> <Download.Speed /> <Download.TimeLeft />
      </small>
      <Download.Error />
    </Download.Root>
  ),
}

/** The files of a model that has several. */
export const Files: Story = {
  parameters: { scenario: 'multi-file' },
  render: ({ model }) => (
    <Download.Root model={model}>
      <Download.Title /> <Download.Bytes />
      <Download.Files />
    </Download.Root>
  ),
}

/** A button for each verb: only those that make sense are drawn, and the focus goes from one to the one that takes over. */
export const ButtonForEachVerb: Story = {
  parameters: { scenario: 'downloading' },
  render: ({ model }) => (
    <Download.Root model={model} style={{ display: 'flex', gap: 8 }}>
      <Download.Status />
      <Download.Start />
      <Download.Pause />
      <Download.Resume />
      <Download.Retry />
      <Download.Cancel />
      <Download.Remove />
      <Download.Announcer style={{ position: 'absolute', clipPath: 'inset(50%)' }} />
    </Download.Root>
  ),
  play: async ({ canvas, userEvent }) => {
    canvas.getByRole('button', { name: 'Pause, Whisper Small' }).focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Resume, Whisper Small' })).toHaveFocus())
    await expect(canvas.queryByRole('button', { name: 'Pause, Whisper Small' })).toBeNull()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Pause, Whisper Small' })).toHaveFocus())
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(/^Whisper Small is /))
  },
}
