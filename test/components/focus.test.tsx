// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as Download from '../../src/components/download/index.parts.js'
import { ModelDownload } from '../../src/components/model-download/model-download.js'
import { installNativeDialog } from './native-dialog.js'
import { HALF, MODEL, show } from './show.js'

beforeAll(installNativeDialog)
afterEach(cleanup)

const card = <ModelDownload model={MODEL} />

describe('the focus in a ModelDownload', () => {
  it('stays on one button from Download over Pause and Resume to the end, where the card takes it', async () => {
    const { put } = await show(card, null)
    const button = screen.getByRole('button', { name: 'Download 4.7 GB, Whisper' })
    button.focus()
    for (const [status, name] of [
      ['queued', 'Pause, Whisper'],
      ['downloading', 'Pause, Whisper'],
      ['paused', 'Resume, Whisper'],
      ['downloading', 'Pause, Whisper'],
      ['failed', 'Try again, Whisper'],
      ['verifying', 'Pause, Whisper'],
    ] as const) {
      await put({ ...HALF, status })
      expect(document.activeElement).toBe(button)
      expect(screen.getByRole('button', { name })).toBe(button)
    }
    await put({ status: 'completed', receivedBytes: MODEL.size })
    expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Whisper' }))
  })

  it('goes from Cancel to what can be done instead, and never to what deletes', async () => {
    const { put } = await show(card, { status: 'downloading' })
    await userEvent.click(screen.getByRole('button', { name: 'Cancel, Whisper' }))
    await userEvent.click(screen.getByRole('button', { name: 'Cancel and keep' }))
    await put({ status: 'cancelled' })
    expect(document.activeElement?.textContent).toBe('Resume download')
  })

  it('goes from Cancel to the card, and not to what would fetch the next version', async () => {
    const { engine, put } = await show(card, { status: 'verifying' })
    screen.getByRole('button', { name: 'Cancel, Whisper' }).focus()
    engine.disk.set(MODEL.id, { status: 'available', bytes: MODEL.size, totalBytes: MODEL.size, verified: true })
    const updateAvailable = { revision: '2', totalBytes: 5, bytesToFetch: 5, needsDigest: false }
    await put({ status: 'completed', receivedBytes: MODEL.size, updateAvailable })
    expect(screen.getByRole('button', { name: /^Update/ })).toBeInstanceOf(HTMLButtonElement)
    expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Whisper' }))
  })

  it('is left where the user put it', async () => {
    const { put } = await show(
      <>
        {card}
        <input aria-label="elsewhere" />
      </>,
      { status: 'downloading' },
    )
    screen.getByRole('button', { name: 'Cancel, Whisper' }).focus()
    screen.getByRole('textbox').focus()
    await put({ status: 'completed' })
    expect(document.activeElement).toBe(screen.getByRole('textbox'))
  })

  it('is not taken from a user who clicked beside it', async () => {
    const { put } = await show(card, { status: 'downloading' })
    screen.getByRole('button', { name: 'Cancel, Whisper' }).focus()
    await userEvent.click(document.body)
    expect(document.activeElement).toBe(document.body)
    await put({ status: 'completed' })
    expect(document.activeElement).toBe(document.body)
  })
})

describe('the focus among single parts', () => {
  it('goes from Pause to Resume and back, though they are two elements', async () => {
    const { put } = await show(
      <Download.Root model={MODEL}>
        <Download.Cancel />
        <Download.Pause />
        <Download.Resume />
      </Download.Root>,
      { status: 'downloading' },
    )
    const pause = screen.getByRole('button', { name: 'Pause, Whisper' })
    pause.focus()
    await put({ status: 'paused' })
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Resume, Whisper' }))
    expect(pause.isConnected).toBe(false)
    await put({ status: 'downloading' })
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Pause, Whisper' }))
  })
})
