import type { Meta, StoryObj } from '@storybook/react-vite'
import { type JSX, useMemo, useState } from 'react'
import { expect, userEvent, waitFor } from 'storybook/test'
import { ModelDownload } from 'weightlift'
import type { SceneModel } from 'weightlift/testing'
import { type Taskbar, useTaskbarProgress } from './electron-taskbar.js'
import source from './electron-taskbar.ts?raw'
import { recipe } from './recipe.js'
import './taskbar.css'

/** The downloads of an Electron app on its icon in the taskbar. The engine runs in the main process; the page hears of it. */
const meta = { title: 'Recipes/Electron taskbar' } satisfies Meta

export default meta

interface Story extends StoryObj<{ model: SceneModel }> {}

export const ElectronTaskbar: Story = {
  parameters: recipe(source, 'downloading'),
  render: ({ model }) => <Desktop model={model} />,
}

/** Paused in the window, and the icon says so. */
export const Played: Story = {
  ...ElectronTaskbar,
  tags: ['!autodocs'],
  play: async ({ canvas }) => {
    const icon = canvas.getByRole('img', { name: 'Dictation, in the taskbar: normal, 42 %' })
    await userEvent.click(canvas.getByRole('button', { name: 'Pause, Whisper Small' }))
    await waitFor(() => expect(icon).toHaveAccessibleName('Dictation, in the taskbar: paused, 42 %'))
  },
}

/** A window and its icon, standing in for the system's own. */
function Desktop({ model }: { model: SceneModel }): JSX.Element {
  const [shown, setShown] = useState({ progress: -1, mode: 'normal' })
  const taskbar = useMemo<Taskbar>(
    () => ({ setProgressBar: (progress, { mode } = { mode: 'normal' }) => setShown({ progress, mode }) }),
    [],
  )
  useTaskbarProgress(taskbar)
  const percent = Math.round(shown.progress * 100)
  return (
    <div className="desktop">
      <ModelDownload model={model} />
      <div className="taskbar">
        <span
          role="img"
          className="taskbar-icon"
          data-mode={shown.mode}
          aria-label={`Dictation, in the taskbar: ${shown.mode}, ${percent} %`}
          style={{ ['--done' as string]: `${Math.max(0, Math.min(percent, 100))}%` }}
        />
      </div>
    </div>
  )
}
