// @vitest-environment jsdom
import { act, cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { DownloadSettings } from '../../../src/components/download-settings/download-settings.js'
import type { Settings } from '../../../src/engine/core/snapshot.js'
import { createSimulatedEngine, type SimulatedEngine } from '../../../src/engine/testing/simulated-engine.js'
import { createMemoryEngine } from '../../hooks/memory-engine.js'
import { withEngine } from '../../hooks/with-engine.js'
import { settle } from '../show.js'

const engines: SimulatedEngine[] = []

afterEach(async () => {
  cleanup()
  for (const engine of engines.splice(0)) await engine.close()
})

async function showSettings(settings: Partial<Settings> = {}, props = {}): Promise<SimulatedEngine> {
  const engine = createSimulatedEngine(settings)
  engines.push(engine)
  await engine.until(({ link }) => link === 'open')
  render(<DownloadSettings {...props} />, { wrapper: withEngine(engine) })
  await settle()
  return engine
}

/** What the engine goes by, once it had time to answer. */
const settingsOf = async (engine: SimulatedEngine): Promise<Settings> => {
  await act(() => engine.advance(200))
  return engine.getSnapshot().settings
}

const limit = (): HTMLInputElement => screen.getByRole('textbox', { name: 'Speed limit' })

describe('the limit', () => {
  it('is taken when the field is left, in its unit', async () => {
    const engine = await showSettings()
    expect(limit().value).toBe('')
    await userEvent.type(limit(), '1.5')
    expect((await settingsOf(engine)).bytesPerSecondLimit).toBeNull()
    await userEvent.tab()
    expect((await settingsOf(engine)).bytesPerSecondLimit).toBe(1_500_000)
  })

  it('is read as the language writes it', async () => {
    const engine = await showSettings({}, { locale: 'de' })
    await userEvent.type(limit(), '1,5{Enter}')
    expect((await settingsOf(engine)).bytesPerSecondLimit).toBe(1_500_000)
    await userEvent.tab()
    expect(limit().value).toBe('1,5')
  })

  it('is the same number of another unit where that is chosen, and no limit where it is empty', async () => {
    const engine = await showSettings({ bytesPerSecondLimit: 5_000_000 })
    expect(limit().value).toBe('5')
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Unit of the speed limit' }), 'kB/s')
    expect((await settingsOf(engine)).bytesPerSecondLimit).toBe(5000)
    expect(limit().value).toBe('5')
    await userEvent.clear(limit())
    await userEvent.tab()
    expect((await settingsOf(engine)).bytesPerSecondLimit).toBeNull()
  })

  it('says what is wrong, loses nothing, and leaves the engine as it was', async () => {
    const engine = await showSettings({ bytesPerSecondLimit: 2_000_000 })
    await userEvent.clear(limit())
    await userEvent.type(limit(), '5 MB')
    await userEvent.tab()
    expect(limit().value).toBe('5 MB')
    expect(limit().getAttribute('aria-invalid')).toBe('true')
    expect(limit().getAttribute('aria-describedby')).toBe(screen.getByText(/^Write a number above 0/).id)
    expect((await settingsOf(engine)).bytesPerSecondLimit).toBe(2_000_000)
    await userEvent.type(limit(), '{Backspace}{Backspace}')
    expect(screen.queryByText(/^Write a number/)).toBeNull()
    await userEvent.keyboard('{Enter}')
    expect((await settingsOf(engine)).bytesPerSecondLimit).toBe(5_000_000)
  })

  it('is as it was again after Escape', async () => {
    await showSettings({ bytesPerSecondLimit: 2_000_000 })
    await userEvent.clear(limit())
    await userEvent.type(limit(), '77{Escape}')
    expect(limit().value).toBe('2')
  })

  it('follows a change from elsewhere', async () => {
    const engine = await showSettings()
    await act(() => engine.dispatch({ type: 'configure', settings: { bytesPerSecondLimit: 8_000_000 } }))
    await settingsOf(engine)
    expect(limit().value).toBe('8')
  })

  it('follows a change from elsewhere also after it was written here', async () => {
    const engine = await showSettings()
    await userEvent.type(limit(), '5')
    await userEvent.tab()
    await settingsOf(engine)
    await act(() => engine.dispatch({ type: 'configure', settings: { bytesPerSecondLimit: 8_000_000 } }))
    await settingsOf(engine)
    expect(limit().value).toBe('8')
  })

  it('stays as it is to the byte where a person only passes through the field', async () => {
    const engine = await showSettings({ bytesPerSecondLimit: 1_234_567 })
    await userEvent.click(limit())
    await userEvent.keyboard('{Enter}')
    await userEvent.tab()
    expect((await settingsOf(engine)).bytesPerSecondLimit).toBe(1_234_567)
  })

  it('is not set back where it changes elsewhere while the focus is in the field', async () => {
    const engine = await showSettings({ bytesPerSecondLimit: 2_000_000 })
    await userEvent.click(limit())
    await act(() => engine.dispatch({ type: 'configure', settings: { bytesPerSecondLimit: 8_000_000 } }))
    await settingsOf(engine)
    expect(limit().value).toBe('8')
    await userEvent.tab()
    expect((await settingsOf(engine)).bytesPerSecondLimit).toBe(8_000_000)
  })

  it('keeps what is being written, and its unit, while it changes elsewhere', async () => {
    const engine = await showSettings({ bytesPerSecondLimit: 2_000_000 })
    await userEvent.clear(limit())
    await userEvent.type(limit(), '5')
    await act(() => engine.dispatch({ type: 'configure', settings: { bytesPerSecondLimit: 300_000 } }))
    await settingsOf(engine)
    expect(limit().value).toBe('5')
    await userEvent.tab()
    expect((await settingsOf(engine)).bytesPerSecondLimit).toBe(5_000_000)
  })
})

describe('how many at once', () => {
  it('is counted by the arrow keys and typed, within what is possible', async () => {
    const engine = await showSettings()
    const field = screen.getByRole('spinbutton', { name: 'Downloads at once' })
    await userEvent.click(field)
    await userEvent.keyboard('{ArrowUp}')
    expect((await settingsOf(engine)).concurrency).toBe(3)
    await userEvent.clear(field)
    await userEvent.type(field, '0')
    await userEvent.tab()
    expect(screen.getByText('Write a whole number from 1 to 100.')).toBeTruthy()
    expect((await settingsOf(engine)).concurrency).toBe(3)
  })
})

describe('the hours', () => {
  const hours = (): HTMLElement => screen.getByRole('switch', { name: 'Only at certain hours' })
  const window = (at: number): HTMLElement => screen.getByRole('listitem', { name: `Hours ${at}` })

  it('begin with the night and come back as they were', async () => {
    const engine = await showSettings()
    await userEvent.click(hours())
    const night = { days: [1, 2, 3, 4, 5, 6, 7], from: '23:00', to: '07:00', bytesPerSecondLimit: null }
    expect((await settingsOf(engine)).schedule).toEqual({ timeZone: null, windows: [night] })
    await userEvent.click(within(window(1)).getByRole('button', { name: 'Sun' }))
    await userEvent.click(hours())
    expect((await settingsOf(engine)).schedule).toBeNull()
    expect(screen.queryByRole('listitem')).toBeNull()
    await userEvent.click(hours())
    expect((await settingsOf(engine)).schedule?.windows[0]?.days).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('are edited window by window: days, times, limit, time zone', async () => {
    const engine = await showSettings()
    await userEvent.click(hours())
    await userEvent.click(screen.getByRole('button', { name: 'Add hours' }))
    const second = within(window(2))
    await userEvent.click(second.getByRole('button', { name: 'Mon' }))
    await userEvent.clear(second.getByLabelText('From'))
    await userEvent.type(second.getByLabelText('From'), '09:30')
    await userEvent.type(second.getByRole('textbox', { name: 'Speed limit in these hours, MB/s' }), '0.5{Enter}')
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Time zone' }), 'Europe/Berlin')
    expect((await settingsOf(engine)).schedule).toMatchObject({
      timeZone: 'Europe/Berlin',
      windows: [
        { from: '23:00' },
        { days: [2, 3, 4, 5, 6, 7], from: '09:30', to: '07:00', bytesPerSecondLimit: 500_000 },
      ],
    })
    await userEvent.click(within(window(1)).getByRole('button', { name: 'Remove' }))
    expect((await settingsOf(engine)).schedule?.windows).toHaveLength(1)
  })

  it('stay as they were while a window is wrong, and nothing that was written is lost', async () => {
    const engine = await showSettings({
      schedule: { timeZone: null, windows: [{ days: [1], from: '01:00', to: '02:00', bytesPerSecondLimit: null }] },
    })
    await userEvent.click(within(window(1)).getByRole('button', { name: 'Mon' }))
    expect(screen.getByText('Choose at least one day.')).toBeTruthy()
    expect((await settingsOf(engine)).schedule?.windows[0]?.days).toEqual([1])
    await userEvent.type(within(window(1)).getByRole('textbox'), 'fast')
    await userEvent.tab()
    await userEvent.click(within(window(1)).getByRole('button', { name: 'Fri' }))
    expect(screen.getByText(/^Write a number above 0/)).toBeTruthy()
    expect((within(window(1)).getByRole('textbox') as HTMLInputElement).value).toBe('fast')
    expect((await settingsOf(engine)).schedule?.windows[0]?.days).toEqual([1])
    await userEvent.clear(within(window(1)).getByRole('textbox'))
    await userEvent.tab()
    expect((await settingsOf(engine)).schedule?.windows[0]?.days).toEqual([5])
  })

  it('keep to each window what was written in it, where another one is taken out', async () => {
    const night = { days: [1], from: '01:00', to: '02:00' }
    const engine = await showSettings({
      schedule: {
        timeZone: null,
        windows: [1_000_000, 2_000_000, 3_000_000].map((bytesPerSecondLimit) => ({ ...night, bytesPerSecondLimit })),
      },
    })
    const limitOf = (at: number): HTMLInputElement => within(window(at)).getByRole('textbox')
    await userEvent.clear(limitOf(1))
    await userEvent.type(limitOf(1), 'fast')
    await userEvent.click(within(window(1)).getByRole('button', { name: 'Remove' }))
    await settingsOf(engine)
    expect([limitOf(1).value, limitOf(2).value]).toEqual(['2', '3'])
    await act(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    expect(document.activeElement).toBe(within(window(1)).getByRole('button', { name: 'Remove' }))
    await userEvent.click(screen.getByRole('button', { name: 'Add hours' }))
    expect(limitOf(3).value).toBe('')
  })
})

describe('a setting', () => {
  const everything = { commands: ['configure'], queries: [], settings: ['concurrency', 'metered'] } as const

  it('that the engine cannot change is not drawn', async () => {
    render(<DownloadSettings />, { wrapper: withEngine(createMemoryEngine({ capabilities: everything })) })
    expect(screen.getByRole('spinbutton')).toBeTruthy()
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(screen.queryByRole('switch')).toBeNull()
  })

  it('that was refused says why, and what was written stays', async () => {
    const engine = createMemoryEngine({ capabilities: everything })
    engine.refuse('forbidden')
    render(<DownloadSettings />, { wrapper: withEngine(engine) })
    const field = screen.getByRole('spinbutton')
    await userEvent.clear(field)
    await userEvent.type(field, '7{Enter}')
    await settle()
    await userEvent.tab()
    expect((field as HTMLInputElement).value).toBe('7')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    const text = document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent ?? ''
    expect(text.length).toBeGreaterThan(10)
  })

  it('stays, and takes nothing, while the engine is out of reach', async () => {
    const engine = createMemoryEngine({ capabilities: everything, link: 'lost' })
    render(<DownloadSettings />, { wrapper: withEngine(engine) })
    const select = screen.getByRole('combobox', { name: 'Metered connections' })
    await userEvent.selectOptions(select, 'allow')
    expect(engine.commands).toEqual([])
    expect(screen.getByRole('spinbutton').getAttribute('aria-disabled')).toBe('true')
  })
})
