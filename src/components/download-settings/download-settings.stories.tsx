import type { Decorator, Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent, waitFor, within } from 'storybook/test'
import type { Scenario } from '../../engine/testing/scenarios.js'
import '../styles.css'
import { DownloadSettings } from './download-settings.js'

/**
 * What a person may change while downloads run: a limit of the speed, how many at once, what to do on a metered connection, and hours. Each field
 * says what it does, and what is wrong with what was written; a field that the engine cannot change is not drawn.
 *
 * A change is taken at once, or when a field is left: there is nothing to save. Numbers are written as the language writes them. The engine does not
 * keep settings over a restart of the app: read them from `useEngineSettings` and give them as options.
 */
const meta = {
  title: 'Components/DownloadSettings',
  component: DownloadSettings,
  parameters: { modelArg: false },
  argTypes: { messages: { control: false }, style: { control: false } },
} satisfies Meta<typeof DownloadSettings>

export default meta

type Story = StoryObj<typeof meta>

const settingsOf = (loaded: unknown) => (loaded as { scenario: Scenario }).scenario.engine.getSnapshot().settings

const inWidth =
  (width: string): Decorator =>
  (Story) => (
    <div style={{ inlineSize: width, maxInlineSize: '100%' }}>
      <Story />
    </div>
  )

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

/** 240 pixels. */
export const Narrow: Story = { ...WithHours, decorators: [inWidth('240px')] }

export const EveryFieldIsSet: Story = {
  tags: ['!autodocs'],
  play: async ({ canvas, loaded, userEvent }) => {
    const limit = canvas.getByRole('textbox', { name: 'Speed limit' })
    await userEvent.type(limit, '5')
    await userEvent.tab()
    await waitFor(() => expect(settingsOf(loaded).bytesPerSecondLimit).toBe(5e6))
    await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Unit of the speed limit' }), 'kilobyte')
    await waitFor(() => expect(settingsOf(loaded).bytesPerSecondLimit).toBe(5000))
    await expect(limit).toHaveValue('5')

    const atOnce = canvas.getByRole('spinbutton', { name: 'Downloads at once' })
    await userEvent.clear(atOnce)
    await userEvent.type(atOnce, '3')
    await userEvent.tab()
    await waitFor(() => expect(settingsOf(loaded).concurrency).toBe(3))
    await userEvent.click(atOnce)
    await userEvent.keyboard('{ArrowUp}{ArrowUp}{ArrowDown}')
    await waitFor(() => expect(settingsOf(loaded).concurrency).toBe(4))

    await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Metered connections' }), 'wait')
    await waitFor(() => expect(settingsOf(loaded).metered).toBe('wait'))
  },
}

/** Days, hours, a limit, one window more and away with it, another time zone, and off. */
export const HoursAreSet: Story = {
  tags: ['!autodocs'],
  play: async ({ canvas, loaded, userEvent }) => {
    const windows = () => settingsOf(loaded).schedule?.windows ?? []
    await userEvent.click(canvas.getByRole('switch', { name: 'Only at certain hours' }))
    await waitFor(() => expect(windows()).toHaveLength(1))
    await userEvent.click(await canvas.findByRole('button', { name: 'Add hours' }))
    const second = within(await canvas.findByRole('listitem', { name: 'Hours 2' }))
    for (const day of ['Mon', 'Tue']) await userEvent.click(second.getByRole('button', { name: day }))
    fireEvent.change(second.getByLabelText('From'), { target: { value: '09:30' } })
    fireEvent.change(second.getByLabelText('To'), { target: { value: '17:00' } })
    await userEvent.type(second.getByRole('textbox', { name: 'Speed limit in these hours, MB/s' }), '2{Enter}')
    await waitFor(() =>
      expect(windows()[1]).toEqual({ days: [3, 4, 5, 6, 7], from: '09:30', to: '17:00', bytesPerSecondLimit: 2e6 }),
    )
    await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Time zone' }), 'Europe/Berlin')
    await waitFor(() => expect(settingsOf(loaded).schedule?.timeZone).toBe('Europe/Berlin'))
    await userEvent.click(second.getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(windows()).toHaveLength(1))
    await userEvent.click(canvas.getByRole('switch', { name: 'Only at certain hours' }))
    await waitFor(() => expect(settingsOf(loaded).schedule).toBeNull())
  },
}

/** The decimal comma of the language. */
export const NumbersOfTheLanguage: Story = {
  tags: ['!autodocs'],
  args: { locale: 'de' },
  play: async ({ canvas, loaded, userEvent }) => {
    const limit = canvas.getByRole('textbox', { name: 'Speed limit' })
    await userEvent.type(limit, '1,5')
    await userEvent.tab()
    await waitFor(() => expect(settingsOf(loaded).bytesPerSecondLimit).toBe(1_500_000))
    await expect(limit).toHaveValue('1,5')
  },
}

/** What cannot be taken is said at once, and what was set stays. */
export const NoNumber: Story = {
  tags: ['!autodocs'],
  play: async ({ canvas, loaded, userEvent }) => {
    const limit = canvas.getByRole('textbox', { name: 'Speed limit' })
    await userEvent.type(limit, 'fast')
    await userEvent.tab()
    await expect(await canvas.findByText(/^Write a number above 0/)).toBeVisible()
    await expect(limit).toHaveValue('fast')
    await expect(limit).toBeInvalid()
    await expect(settingsOf(loaded).bytesPerSecondLimit).toBeNull()
  },
}
