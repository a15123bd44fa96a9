import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor } from 'storybook/test'
import type { SceneModel } from 'weightlift/testing'
import type { LoadedScenarios } from '../simulation/scenario-loader.js'
import { Transcriber } from './gate-a-feature.js'
import source from './gate-a-feature.tsx?raw'
import { recipe } from './recipe.js'
import './recipes.css'

/** A feature that needs a model: drawn once the model is usable, and the offer to download it until then. */
const meta = { title: 'Recipes/Gate a feature' } satisfies Meta

export default meta

interface Story extends StoryObj<{ model: SceneModel }> {}

export const GateAFeature: Story = {
  parameters: recipe(source, 'missing'),
  render: ({ model }) => <Transcriber model={model} />,
}

/** From the offer to the feature, and other downloads yield while it runs. */
export const Played: Story = {
  ...GateAFeature,
  tags: ['!autodocs'],
  play: async ({ canvas, loaded }) => {
    const { engine, model } = (loaded as unknown as LoadedScenarios).scenario
    await userEvent.click(await canvas.findByRole('button', { name: /^Download/ }))
    await engine.until(({ downloads }) => downloads[model.id]?.status === 'completed')
    const transcribe = await canvas.findByRole('button', { name: 'Transcribe' })
    await userEvent.click(transcribe)
    await waitFor(() => expect(canvas.getByText('Listening…')).toBeVisible())
    await waitFor(() => expect(engine.getSnapshot().yields.length).toBe(1))
    await userEvent.click(transcribe)
    await waitFor(() => expect(engine.getSnapshot().yields.length).toBe(0))
  },
}

/** The model was here already when the app started. */
export const AlreadyHere: Story = {
  parameters: recipe(source, 'completed'),
  render: GateAFeature.render,
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('button', { name: 'Transcribe' })).toBeVisible()
  },
}
