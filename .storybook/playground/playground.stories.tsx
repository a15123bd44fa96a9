import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent, userEvent, waitFor, within } from 'storybook/test'
import type { SimulatedEngine } from 'weightlift/testing'
import type { LoadedScenarios } from '../simulation/scenario-loader.js'
import { Playground as Page } from './playground.js'

/**
 * The real engine on a computer that you can break: slow the line down, let connections be lost, let it stall, fill the disk, unplug it.
 * Nothing here is acted: what you see is what an app's users would.
 */
const meta = {
  title: 'Start here/Playground',
  parameters: {
    layout: 'fullscreen',
    controls: { disable: true },
    modelArg: false,
    scenario: { name: 'missing', live: true },
  },
} satisfies Meta

export default meta

const engineOf = (loaded: unknown): SimulatedEngine => (loaded as LoadedScenarios).scenario.engine

export const Playground: StoryObj = {
  render: (_, { loaded }) => <Page engine={engineOf(loaded)} />,
}

/** The same, played by a script: every slider and every button. */
export const Played: StoryObj = {
  tags: ['!autodocs'],
  render: Playground.render,
  play: async ({ canvas, loaded, step }) => {
    const engine = engineOf(loaded)
    const { machine } = engine
    const slide = (label: string, value: number): void => {
      fireEvent.change(canvas.getByRole('slider', { name: label }), { target: { value } })
    }
    const row = (name: string) => within(canvas.getByRole('group', { name }))

    await step('every slider reaches the simulated computer', async () => {
      slide('Speed of the line', 6)
      await waitFor(() => expect(machine.http.link.speed()).toBe(1e6))
      slide('Size of the disk', 12)
      await waitFor(async () => expect(await machine.files.freeBytes()).toBe(1e12))
      await userEvent.click(canvas.getByRole('checkbox', { name: 'Metered' }))
      await waitFor(() => expect(engine.getSnapshot().network.metered).toBe(true))
      await userEvent.click(canvas.getByRole('checkbox', { name: 'Metered' }))
    })

    await step('all models stand in line, two run', async () => {
      for (const start of canvas.getAllByRole('button', { name: /^Download/ })) await userEvent.click(start)
      await waitFor(() => expect(canvas.queryByRole('list', { name: 'Models' })).toBeNull())
      await waitFor(() => expect(engine.getSnapshot().order.length).toBe(5))
    })

    await step('a line that stalls is said to', async () => {
      slide('Stalls', 10)
      await waitFor(() => expect(machine.http.link.speed()).toBe(0))
      await engine.until(({ downloads }) => downloads['small-embedder']?.bytesPerSecond === 0)
      await waitFor(() => expect(row('Small embedder').getByText('No data is arriving')).toBeVisible())
      slide('Stalls', 0)
    })

    await step('lost connections cost nothing but time', async () => {
      slide('Speed of the line', 9)
      slide('Connections lost', 30)
      slide('Answers after', 200)
      await engine.until(({ downloads }) => downloads['whisper-small']?.status === 'completed')
      await waitFor(() => expect(row('Whisper Small').getByText('Ready to use')).toBeVisible())
      slide('Connections lost', 0)
    })

    await step('a disk that is full says so, and what to do', async () => {
      slide('Size of the disk', 9)
      await engine.until(({ downloads }) => downloads['chat-3-b-4-bit']?.status === 'failed')
      await waitFor(() => expect(row('Chat, 3 B, 4 bit').getByText('Not enough disk space')).toBeVisible())
      slide('Size of the disk', 12)
      await userEvent.click(row('Chat, 3 B, 4 bit').getByRole('button', { name: /^Try again/ }))
    })

    await step('an unplugged network lets everything wait', async () => {
      await userEvent.click(canvas.getByRole('checkbox', { name: 'Network' }))
      await waitFor(() => expect(row('Chat, 3 B, 4 bit').getByText(/No internet connection/)).toBeVisible())
      await userEvent.click(canvas.getByRole('checkbox', { name: 'Network' }))
    })

    await step('pause all and resume all', async () => {
      const statusOf = () => engine.getSnapshot().downloads['chat-3-b-4-bit']?.status
      await userEvent.click(canvas.getByRole('button', { name: 'Pause all' }))
      await waitFor(() => expect(statusOf()).toBe('paused'))
      await userEvent.click(canvas.getByRole('button', { name: 'Resume all' }))
      await waitFor(() => expect(statusOf()).not.toBe('paused'))
    })
  },
}
