// @vitest-environment jsdom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WeightliftLocaleProvider } from '../../src/components/locale/weightlift-locale-provider.js'
import { ModelDownload } from '../../src/components/model-download/model-download.js'
import { COMMAND_TYPES } from '../../src/engine/core/command.js'
import { DOWNLOAD_STATUSES, type Download, WAITING_REASONS } from '../../src/engine/core/download.js'
import { EngineError, ERROR_CODES, type ErrorCode, toErrorData } from '../../src/engine/core/errors.js'
import { DOWNLOAD_MESSAGES_EN } from '../../src/engine/core/messages-download-en.js'
import { createMemoryEngine } from '../hooks/memory-engine.js'
import { installNativeDialog } from './native-dialog.js'
import { HALF, MODEL, settle, show } from './show.js'

beforeAll(installNativeDialog)
afterEach(cleanup)

const card = <ModelDownload model={MODEL} />
const errorOf = (code: ErrorCode) => toErrorData(new EngineError(code, 'In the words of the engine.'))
const buttons = (): string[] => screen.queryAllByRole('button').map((button) => button.textContent ?? '')
const bar = (): HTMLElement => screen.getByRole('progressbar', { name: 'Whisper' })

describe('ModelDownload', () => {
  it('is a group named after the model', async () => {
    await show(card, null)
    expect(screen.getByRole('group', { name: 'Whisper' }).dataset.status).toBe('missing')
  })

  it.each(DOWNLOAD_STATUSES)('says %s in words and in data-status', async (status) => {
    await show(card, { status, error: status === 'failed' ? errorOf('network') : null })
    expect(screen.getByRole('group').dataset.status).toBe(status)
    expect(screen.getByText(DOWNLOAD_MESSAGES_EN.status[status], { selector: '.weightlift-status' })).toBeTruthy()
  })

  it('draws an icon of its own for every status', async () => {
    const drawings = new Set<string>()
    for (const status of ['missing', ...DOWNLOAD_STATUSES] as const) {
      const { container } = await show(card, status === 'missing' ? null : { status })
      const icon = container.querySelector('.weightlift-icon')
      expect(icon?.getAttribute('aria-hidden')).toBe('true')
      drawings.add(icon?.querySelector('path')?.getAttribute('d') ?? '')
      cleanup()
    }
    expect(drawings.size).toBe(10)
  })

  const expected: Record<Download['status'] | 'missing', readonly string[]> = {
    missing: ['Download 4.7 GB'],
    queued: ['Cancel', 'Pause'],
    preparing: ['Cancel', 'Pause'],
    downloading: ['Cancel', 'Pause'],
    waiting: ['Cancel', 'Pause'],
    paused: ['Cancel', 'Resume'],
    verifying: ['Cancel', 'Pause'],
    completed: ['Remove'],
    failed: ['Cancel', 'Try again'],
    cancelled: ['Delete partial', 'Resume download'],
  }

  it.each(Object.entries(expected))('offers in %s what makes sense', async (status, labels) => {
    const download = status === 'missing' ? null : { status: status as Download['status'] }
    await show(card, download)
    expect(buttons()).toEqual(labels)
  })

  it('offers nothing that the engine cannot do', async () => {
    const commands = COMMAND_TYPES.filter((type) => type !== 'pause' && type !== 'cancel')
    await show(
      card,
      { status: 'downloading' },
      createMemoryEngine({ capabilities: { commands, queries: ['availability'], settings: [] } }),
    )
    expect(buttons()).toEqual([])
  })

  it.each(WAITING_REASONS)('says why it waits for %s', async (reason) => {
    await show(card, { status: 'waiting', reason })
    expect(screen.getByText(DOWNLOAD_MESSAGES_EN.reason[reason](null))).toBeTruthy()
    expect(buttons().includes('Try now')).toBe(reason === 'retry' || reason === 'rate-limited')
  })

  it('lets a person start it in spite of the schedule, or on a metered connection where the setting is to ask', async () => {
    const { engine, put } = await show(card, { status: 'waiting', reason: 'schedule' })
    await userEvent.click(screen.getByRole('button', { name: /^Start now/ }))
    expect(engine.commands.at(-1)).toEqual({ type: 'retry', id: MODEL.id, startNow: true })
    await settle()
    await put({ status: 'waiting', reason: 'metered' })
    await userEvent.click(screen.getByRole('button', { name: /^Download anyway/ }))
    expect(engine.commands.at(-1)).toEqual({ type: 'retry', id: MODEL.id, allowMetered: true })
    await settle()
    await act(async () => engine.publish({ settings: { ...engine.getSnapshot().settings, metered: 'wait' } }))
    expect(screen.queryByRole('button', { name: /^Download anyway/ })).toBeNull()
  })

  it('says until when it waits: counted down when near, as a time of day when not', async () => {
    const now = Date.UTC(2026, 0, 5, 12)
    const at = (untilMs: number) => ({ status: 'waiting', reason: 'retry', untilMs }) as const
    const { put } = await show(
      <WeightliftLocaleProvider now={() => now} timeZone="UTC">
        {card}
      </WeightliftLocaleProvider>,
      at(now + 7_000),
    )
    expect(screen.getByText('The connection failed. Trying again in 7 sec')).toBeTruthy()
    await put(at(now + 3_600_000))
    expect(screen.getByText(/Trying again at 1:00\sPM/)).toBeTruthy()
  })

  it.each(ERROR_CODES)('says what happened and what to do for %s', async (code) => {
    await show(card, { status: 'failed', error: errorOf(code) })
    expect(screen.getByText(DOWNLOAD_MESSAGES_EN.error[code].title)).toBeTruthy()
    expect(screen.getByText(DOWNLOAD_MESSAGES_EN.error[code].hint)).toBeTruthy()
    expect(screen.queryByText('In the words of the engine.')).toBeNull()
  })

  it('shows why a command was refused', async () => {
    const { engine } = await show(card, null)
    engine.refuse('forbidden')
    await userEvent.click(screen.getByRole('button'))
    await settle()
    expect(screen.getByText('Access denied')).toBeTruthy()
    expect(screen.getByRole('alert').textContent).toMatch(/^Access denied/)
  })

  it('does not raise its voice for what failed: the announcer tells of that', async () => {
    await show(card, { status: 'failed', error: errorOf('network') })
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('names no time that nobody would wait', async () => {
    const { put } = await show(card, { status: 'downloading', bytesPerSecond: 1, timeLeftMs: 25 * 86_400_000 })
    expect(screen.getByText('about 25 days left')).toBeTruthy()
    await put({ timeLeftMs: 1e13 })
    await waitFor(() => expect(screen.queryByText(/left$/)).toBeNull())
  })

  it('keeps the last failure to itself while the engine gets over it', async () => {
    await show(card, { status: 'waiting', reason: 'retry', error: errorOf('network') })
    expect(screen.queryByText(DOWNLOAD_MESSAGES_EN.error.network.hint)).toBeNull()
  })
})

describe('the bar of a ModelDownload', () => {
  it('has a value and a value text', async () => {
    await show(card, { status: 'downloading' })
    expect(bar().getAttribute('aria-valuenow')).toBe('42')
    expect(bar().getAttribute('aria-valuetext')).toBe('42%, 1.97 of 4.70 GB')
    expect(bar().style.getPropertyValue('--weightlift-progress')).toBe('0.42')
  })

  it('claims no value where the total is not known, and shows the bytes so far', async () => {
    await show(<ModelDownload model={{ id: MODEL.id }} />, { status: 'downloading', totalBytes: null })
    const unnamed = screen.getByRole('progressbar', { name: 'whisper' })
    expect(unnamed.hasAttribute('aria-valuenow')).toBe(false)
    expect(unnamed.getAttribute('aria-valuetext')).toBe('1.97 GB so far')
    expect(unnamed.dataset.indeterminate).toBe('')
    expect(screen.getByText('1.97 GB so far')).toBeTruthy()
  })

  it('starts again for the verifying', async () => {
    await show(card, { status: 'verifying', receivedBytes: 4_700_000_000, verifiedBytes: 470_000_000 })
    expect(bar().getAttribute('aria-valuenow')).toBe('10')
    expect(bar().getAttribute('aria-valuetext')).toBe('10% verified')
  })

  it('never says 100 % before the model is usable', async () => {
    await show(card, { status: 'downloading', receivedBytes: 4_700_000_000 })
    expect(bar().getAttribute('aria-valuenow')).toBe('99')
  })

  it('is not drawn where there is nothing to show', async () => {
    await show(card, { status: 'cancelled', receivedBytes: 0, committedBytes: 0 })
    expect(screen.queryByRole('progressbar')).toBeNull()
    expect(buttons()).toEqual(['Download 4.7 GB'])
  })

  it('shows what an earlier start left on disk', async () => {
    const engine = createMemoryEngine()
    engine.disk.set(MODEL.id, { status: 'partial', bytes: 1_974_000_000, totalBytes: MODEL.size })
    await show(card, null, engine)
    expect(screen.getByText('Partly downloaded')).toBeTruthy()
    expect(bar().getAttribute('aria-valuetext')).toBe('42%, 1.97 of 4.70 GB, Not downloaded')
    expect(buttons()).toEqual(['Resume download'])
  })
})

describe('the link of a ModelDownload', () => {
  it('is told while it is lost; the controls wait, and numbers that nobody measures are gone', async () => {
    const { engine } = await show(card, { status: 'downloading', bytesPerSecond: 5_000_000, timeLeftMs: 60_000 })
    expect(screen.getByText('5.0 MB/s')).toBeTruthy()
    engine.publish({ link: 'lost' })
    await settle()
    expect(screen.getByText('Reconnecting to the download service…')).toBeTruthy()
    expect(screen.queryByText('5.0 MB/s')).toBeNull()
    const pause = screen.getByRole('button', { name: 'Pause, Whisper' })
    expect(pause.getAttribute('aria-disabled')).toBe('true')
    await userEvent.click(pause)
    expect(engine.commands).toEqual([])
  })

  it('is told while it is made', async () => {
    await show(card, null, createMemoryEngine({ link: 'connecting' }))
    expect(screen.getByText('Connecting to the download service…')).toBeTruthy()
    expect(screen.getByRole('group').dataset.checking).toBe('')
  })
})

describe('Cancel', () => {
  const cancel = () => userEvent.click(screen.getByRole('button', { name: 'Cancel, Whisper' }))
  const answer = (name: string) =>
    userEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name }))

  it('asks where much is on disk, and keeps it when told to', async () => {
    const { engine } = await show(card, { status: 'downloading' })
    await cancel()
    const dialog = screen.getByRole('alertdialog', { name: 'Cancel the download of Whisper?' })
    expect(dialog.textContent).toContain('1.97 GB is already on this device.')
    expect(document.activeElement?.textContent).toBe('Go on downloading')
    expect(engine.commands).toEqual([])
    await answer('Cancel and keep')
    expect(engine.commands).toEqual([{ type: 'cancel', id: 'whisper', keepPartial: true }])
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })

  it('deletes when told to', async () => {
    const { engine } = await show(card, { status: 'downloading' })
    await cancel()
    await answer('Cancel and delete')
    expect(engine.commands).toEqual([{ type: 'cancel', id: 'whisper', keepPartial: false }])
  })

  it('does nothing when taken back, and gives the focus back', async () => {
    const { engine } = await show(card, { status: 'downloading' })
    await cancel()
    await answer('Go on downloading')
    expect(engine.commands).toEqual([])
    expect(document.activeElement?.textContent).toBe('Cancel')
    await cancel()
    expect(screen.getByRole('alertdialog')).toBeTruthy()
  })

  it('does not ask for the sake of a few megabytes', async () => {
    const { engine } = await show(card, { status: 'downloading', receivedBytes: 9_000_000, committedBytes: 9_000_000 })
    await cancel()
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(engine.commands).toEqual([{ type: 'cancel', id: 'whisper', keepPartial: false }])
  })
})

describe('a question that is open', () => {
  it('goes with what it asks about, and does not come back by itself with the next download', async () => {
    const { put } = await show(card, { status: 'downloading' })
    await userEvent.click(screen.getByRole('button', { name: 'Cancel, Whisper' }))
    expect(screen.getByRole('alertdialog')).toBeTruthy()
    await put({ status: 'completed', receivedBytes: MODEL.size })
    expect(screen.queryByRole('alertdialog')).toBeNull()
    await put({ status: 'downloading', updating: true })
    expect(screen.getByRole('button', { name: 'Cancel, Whisper' })).toBeTruthy()
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })
})

describe('Remove', () => {
  it('asks first', async () => {
    const { engine } = await show(card, { status: 'completed', receivedBytes: MODEL.size })
    await userEvent.click(screen.getByRole('button', { name: 'Remove, Whisper' }))
    expect(engine.commands).toEqual([])
    await userEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Remove' }))
    expect(engine.commands).toEqual([{ type: 'remove', id: 'whisper' }])
  })
})

describe('a double click', () => {
  it('starts a download, and does not pause it at once', async () => {
    const { engine, put } = await show(card, null)
    const button = screen.getByRole('button')
    const click = (detail: number, timeStamp: number) => {
      const event = new MouseEvent('click', { bubbles: true, cancelable: true, detail })
      Object.defineProperty(event, 'timeStamp', { value: timeStamp })
      button.dispatchEvent(event)
    }
    click(1, 1000)
    await put({ ...HALF, status: 'downloading' })
    click(2, 1150)
    expect(engine.commands.map(({ type }) => type)).toEqual(['download'])
    click(1, 2000)
    expect(engine.commands.map(({ type }) => type)).toEqual(['download', 'pause'])
  })
})

describe('the words of a ModelDownload', () => {
  it("can be the app's own, in the reader's language", async () => {
    await show(
      <ModelDownload
        model={MODEL}
        locale="de"
        messages={{
          download: { action: { pause: 'Anhalten' }, progress: { pair: (done, total) => `${done} von ${total}` } },
        }}
      />,
      { status: 'downloading' },
    )
    expect(buttons()).toEqual(['Cancel', 'Anhalten'])
    expect(screen.getByText(/1,97 von 4,70\sGB/)).toBeTruthy()
  })

  it('can be in binary units', async () => {
    await show(<ModelDownload model={MODEL} units="binary" />, { status: 'downloading' })
    expect(screen.getByText(/1\.83 of 4\.38\sGiB/)).toBeTruthy()
  })
})
