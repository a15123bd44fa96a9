import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import type { Scenario } from '../../engine/testing/scenarios.js'
import '../styles.css'
import { DownloadSettings } from './download-settings.js'

/**
 * What a person may change while downloads run: a limit of the speed, how many at once, what to do on a metered connection, and hours. Each field
 * says what it does, and what is wrong with what was written; a field that the engine cannot change is not drawn.
 */
const meta = {
  title: 'Components/DownloadSettings',
  component: DownloadSettings,
  parameters: { modelArg: false },
  argTypes: { messages: { control: false }, style: { control: false } },
} satisfies Meta<typeof DownloadSettings>

export default meta

type Story = StoryObj<typeof meta>

const engineOf = (loaded: unknown) => (loaded as { scenario: Scenario }).scenario.engine

export const AsItStarts: Story = {}

/** Every night from eleven to six. */
export const WithHours: Story = { parameters: { scenario: 'waiting-schedule' } }

/** Without hours and with them. */
export const Both: Story = {
  tags: ['visual', '!autodocs'],
  parameters: { scenarios: ['missing', 'waiting-schedule'] },
}

/** The engine is out of reach: what was set last stays to be read. */
export const OutOfReach: Story = { parameters: { scenario: 'lost' } }

export const EveryFieldIsSet: Story = {
  tags: ['!autodocs'],
  play: async ({ canvas, loaded, userEvent }) => {
    const settings = () => engineOf(loaded).getSnapshot().settings
    const limit = canvas.getByRole('textbox', { name: 'Speed limit' })
    await userEvent.type(limit, '5')
    await userEvent.tab()
    await waitFor(() => expect(settings().bytesPerSecondLimit).toBe(5e6))

    const atOnce = canvas.getByLabelText('Downloads at once')
    await userEvent.clear(atOnce)
    await userEvent.type(atOnce, '3')
    await userEvent.tab()
    await waitFor(() => expect(settings().concurrency).toBe(3))

    await userEvent.selectOptions(canvas.getByLabelText('Metered connections'), 'wait')
    await waitFor(() => expect(settings().metered).toBe('wait'))

    await userEvent.click(canvas.getByLabelText('Only at certain hours'))
    await waitFor(() => expect(settings().schedule?.windows.length).toBe(1))
    await userEvent.click(canvas.getByRole('button', { name: 'Add hours' }))
    await waitFor(() => expect(canvas.getAllByRole('button', { name: /^Remove/ }).length).toBe(2))
  },
}

/** What cannot be taken is said at once, and what was set stays. */
export const NoNumber: Story = {
  tags: ['!autodocs'],
  play: async ({ canvas, loaded, userEvent }) => {
    await userEvent.type(canvas.getByRole('textbox', { name: 'Speed limit' }), 'fast')
    await userEvent.tab()
    await expect(await canvas.findByText(/^Write a number above 0/)).toBeVisible()
    await expect(engineOf(loaded).getSnapshot().settings.bytesPerSecondLimit).toBeNull()
  },
}
