import type { Meta, StoryObj } from '@storybook/react-vite'
import { Suspense } from 'react'
import { expect, userEvent, waitFor } from 'storybook/test'
import type { SceneModel } from 'weightlift/testing'
import type { LoadedScenarios } from '../simulation/scenario-loader.js'
import { Disk, Line, Log, OnDisk, Percent, PlanAndDownload, Queue, Settings, UpdateAndYield } from './every-hook.js'
import source from './every-hook.tsx?raw'
import { recipe } from './recipe.js'
import './recipes.css'

/**
 * Every hook in a plain user interface of one's own: what it gives, and how little it needs. A hook renders its component for what it shows and
 * for nothing else; `select` narrows that further.
 */
const meta = { title: 'Recipes/Every hook' } satisfies Meta

export default meta

interface Story extends StoryObj<{ model: SceneModel }> {}

export const EveryHook: Story = {
  parameters: recipe(source, 'missing'),
  render: ({ model }) => (
    <>
      <PlanAndDownload model={model} />
      <Percent model={model} />
      <Suspense fallback={<p className="app">Looking at the disk…</p>}>
        <OnDisk model={model} />
      </Suspense>
      <Queue />
      <Settings />
      <Disk />
      <Line />
      <Log />
      <UpdateAndYield model={model} />
    </>
  ),
}

/** Every button of it pressed. */
export const Played: Story = {
  ...EveryHook,
  tags: ['!autodocs'],
  play: async ({ canvas, loaded, step }) => {
    const { engine, model } = (loaded as unknown as LoadedScenarios).scenario
    const press = async (name: string) => userEvent.click(await canvas.findByRole('button', { name }))
    const runs = () => engine.until(({ downloads }) => downloads[model.id]?.bytesPerSecond != null)
    const sees = (text: string | RegExp) => waitFor(() => expect(canvas.getByText(text)).toBeVisible())

    await step('plan, download, pause, go on', async () => {
      await sees('488 MB from models.example')
      await sees('On this disk: 0 bytes')
      await press('Get it')
      await engine.until(({ downloads }) => (downloads[model.id]?.receivedBytes ?? 0) > 100e6)
      await sees('20%')
      await press('Pause it')
      await sees('Status: paused')
      await press('Go on')
      await runs()
      await sees('Whisper Small: downloading')
    })

    await step('all at once', async () => {
      await press('Pause all')
      await sees('Status: paused')
      await press('Resume all')
      await runs()
      await sees('Status: downloading')
      await sees(/Engine open, online; [\d.]+ [kM]B\/s/)
    })

    await step('settings and yielding', async () => {
      await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Models at once' }), '3')
      await waitFor(() => expect(engine.getSnapshot().settings.concurrency).toBe(3))
      await press('Be busy')
      await waitFor(() => expect(engine.getSnapshot().yields.length).toBe(1))
      await engine.until(({ downloads }) => downloads[model.id]?.reason === 'yield')
      await sees('Status: waiting')
      await press('Be idle')
      await runs()
      await sees('Status: downloading')
    })

    await step('here, and then removed', async () => {
      await engine.until(({ downloads }) => downloads[model.id]?.status === 'completed')
      await sees('Ready, proved')
      await sees('On this disk: 488 MB')
      await sees(`completed: ${model.id}`)
      await press('Look for a newer version')
      await press('Sweep')
      await press('Remove Whisper Small')
      await sees('Status: missing')
    })
  },
}
