import type { Meta, StoryObj } from '@storybook/react-vite'
import { type JSX, useState } from 'react'
import { expect, userEvent, waitFor } from 'storybook/test'
import type { SceneModel } from 'weightlift/testing'
import type { LoadedScenarios } from '../simulation/scenario-loader.js'
import { Dictation } from './offline-app.js'
import source from './offline-app.tsx?raw'
import { recipe } from './recipe.js'
import './recipes.css'

/**
 * Ask for the model while there is a network, and go on without one. Unplug the network half-way: the card says that it waits, and goes on by
 * itself. Unplug it afterwards: nothing changes.
 */
const meta = { title: 'Recipes/Offline app' } satisfies Meta

export default meta

interface Story extends StoryObj<{ model: SceneModel }> {}

export const OfflineApp: Story = {
  parameters: recipe(source, { name: 'missing', live: true, model: { size: 60e6 } }),
  render: ({ model }, { loaded }) => {
    const { machine } = (loaded as unknown as LoadedScenarios).scenario.engine
    return (
      <>
        <Plug onChange={machine.setOnline} />
        <Dictation model={model} transcribe={() => 'Hello from this machine.'} />
      </>
    )
  },
}

/** Unplugged half-way, and again when the model is here. */
export const Played: Story = {
  ...OfflineApp,
  tags: ['!autodocs'],
  play: async ({ canvas, loaded }) => {
    const { engine, model } = (loaded as unknown as LoadedScenarios).scenario
    const plug = canvas.getByRole('checkbox', { name: 'Network' })
    const dictate = canvas.getByRole('button', { name: 'Dictate' })
    await expect(dictate).toBeDisabled()

    await userEvent.click(await canvas.findByRole('button', { name: /^Download 60/ }))
    await userEvent.click(plug)
    await waitFor(() => expect(canvas.getByText(/No internet connection/)).toBeVisible())

    await userEvent.click(plug)
    await engine.until(({ downloads }) => downloads[model.id]?.status === 'completed')
    await waitFor(() => expect(dictate).toBeEnabled())

    await userEvent.click(plug)
    await userEvent.click(dictate)
    await waitFor(() => expect(canvas.getByText('Hello from this machine.')).toBeVisible())
  },
}

/** The cable of the simulated computer. */
function Plug({ onChange }: { onChange: (online: boolean) => void }): JSX.Element {
  const [online, setOnline] = useState(true)
  const change = (next: boolean): void => {
    setOnline(next)
    onChange(next)
  }
  return (
    <p className="app">
      <label>
        <input type="checkbox" checked={online} onChange={({ target }) => change(target.checked)} /> Network
      </label>
    </p>
  )
}
