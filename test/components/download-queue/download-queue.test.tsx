// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DownloadQueue } from '../../../src/components/download-queue/download-queue.js'
import { COMMAND_TYPES } from '../../../src/engine/core/command.js'
import type { Download } from '../../../src/engine/core/download.js'
import { EngineError, toErrorData } from '../../../src/engine/core/errors.js'
import { createMemoryEngine, type MemoryEngine } from '../../hooks/memory-engine.js'
import { withEngine } from '../../hooks/with-engine.js'
import { installNativeDialog } from '../native-dialog.js'

beforeAll(installNativeDialog)
afterEach(cleanup)

function showQueue(downloads: Record<string, Partial<Download>>, start = {}): MemoryEngine {
  const engine = createMemoryEngine(start)
  engine.put(downloads)
  render(<DownloadQueue />, { wrapper: withEngine(engine) })
  return engine
}

const rows = (section: string): string[] =>
  within(screen.getByRole('region', { name: new RegExp(`^${section}`) }))
    .getAllByRole('listitem')
    .map((row) => row.querySelector('.weightlift-title')?.textContent ?? '')

const queued = (...ids: string[]): Record<string, Partial<Download>> =>
  Object.fromEntries(ids.map((id, at) => [id, { name: id.toUpperCase(), status: 'queued', position: at + 1 } as const]))

describe('a DownloadQueue', () => {
  it('shows downloads under what they have in common, with how many there are', () => {
    showQueue({
      a: { name: 'Whisper', status: 'downloading' },
      b: { name: 'Embedder', status: 'verifying' },
      c: { name: 'Gone', status: 'failed', error: toErrorData(new EngineError('not-found', 'Gone.')) },
      d: { name: 'Offline', status: 'waiting', reason: 'offline' },
      ...queued('e', 'f'),
      g: { name: 'Done', status: 'completed' },
    })
    expect(rows('Downloading 2')).toEqual(['Whisper', 'Embedder'])
    expect(rows('Need your attention 1')).toEqual(['Gone'])
    expect(rows('Up next 2')).toEqual(['E', 'F'])
    expect(rows('Waiting 1')).toEqual(['Offline'])
    expect(rows('Ready to use 1')).toEqual(['Done'])
    expect(screen.queryByRole('region', { name: /^Paused/ })).toBeNull()
    expect(screen.getByText(/^No internet connection/)).toBeTruthy()
  })

  it('says so where there is nothing, and while the engine is not known yet', () => {
    const engine = showQueue({}, { link: 'connecting' })
    expect(screen.getByText('Connecting to the download service…')).toBeTruthy()
    act(() => engine.publish({ link: 'open' }))
    expect(screen.getByText('No downloads')).toBeTruthy()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('asks the engine nothing about the disk, however many rows there are', () => {
    const engine = showQueue(queued('a', 'b', 'c'))
    expect(engine.queries).toEqual([])
  })

  it('draws no control for what the engine cannot do', () => {
    showQueue(
      { a: { status: 'downloading' }, ...queued('b', 'c') },
      {
        capabilities: { commands: ['download', 'pause'], queries: [], settings: [] },
      },
    )
    expect(screen.queryByRole('button', { name: /^Move/ })).toBeNull()
    expect(screen.queryByRole('button', { name: /all$/ })).toBeNull()
    expect(screen.queryByRole('button', { name: /^Cancel/ })).toBeNull()
    expect(screen.getAllByRole('button', { name: /^Pause/ })).toHaveLength(3)
  })

  it('pauses and resumes all, and keeps both buttons and the focus where they are', async () => {
    const engine = showQueue({ a: { status: 'downloading' }, b: { status: 'waiting', reason: 'offline' } })
    const pause = screen.getByRole('button', { name: 'Pause all' })
    const resume = screen.getByRole('button', { name: 'Resume all' })
    expect(resume.getAttribute('aria-disabled')).toBe('true')
    await userEvent.click(resume)
    expect(engine.commands).toEqual([])
    await userEvent.click(pause)
    act(() => engine.put({ a: { status: 'paused' }, b: { status: 'paused', reason: null } }))
    expect(engine.commands).toEqual([{ type: 'pauseAll' }])
    expect(document.activeElement).toBe(pause)
    expect(pause.getAttribute('aria-disabled')).toBe('true')
    await userEvent.click(resume)
    expect(engine.commands.at(-1)).toEqual({ type: 'resumeAll' })
  })

  it('shows why a command for all was refused', async () => {
    const engine = showQueue({ a: { status: 'downloading' } })
    engine.refuse('locked')
    await userEvent.click(screen.getByRole('button', { name: 'Pause all' }))
    expect(screen.getByRole('alert').textContent).toMatch(/folder/)
  })

  it('says once for all rows that the engine is out of reach, and keeps what was known', () => {
    const engine = showQueue({ a: { name: 'Whisper', status: 'downloading' }, b: { status: 'paused' } })
    act(() => engine.publish({ link: 'lost' }))
    expect(screen.getAllByText('Reconnecting to the download service…')).toHaveLength(1)
    expect(screen.getByText('Whisper')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Pause all' }).getAttribute('aria-disabled')).toBe('true')
  })
})

describe('the line', () => {
  /** Publishes the line in another order, as the engine does after a move. */
  const reorder = (engine: MemoryEngine, ...ids: string[]): void =>
    act(() => {
      engine.change({ order: ids })
      engine.put(Object.fromEntries(ids.map((id, at) => [id, { position: at + 1 }])))
    })

  it('is reordered by buttons that keep the focus, and the new place is announced', async () => {
    const engine = showQueue(queued('a', 'b', 'c'))
    const up = screen.getByRole('button', { name: 'Move up, C' })
    await userEvent.click(up)
    expect(engine.commands).toEqual([{ type: 'move', id: 'c', beforeId: 'b' }])
    expect(screen.getByRole('status').textContent).toBe('C is now number 2 of 3 in line.')
    reorder(engine, 'a', 'c', 'b')
    expect(rows('Up next')).toEqual(['A', 'C', 'B'])
    expect(document.activeElement).toBe(up)
    await userEvent.click(screen.getByRole('button', { name: 'Move down, A' }))
    expect(engine.commands.at(-1)).toEqual({ type: 'move', id: 'a', beforeId: 'b' })
  })

  it('is reordered by Alt and the arrow keys from any control of a row', async () => {
    const engine = showQueue(queued('a', 'b', 'c'))
    screen.getByRole('button', { name: 'Pause, B' }).focus()
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}')
    expect(engine.commands.at(-1)).toEqual({ type: 'move', id: 'b', beforeId: null })
    reorder(engine, 'a', 'c', 'b')
    await userEvent.keyboard('{Alt>}{Home}{/Alt}')
    expect(engine.commands.at(-1)).toEqual({ type: 'move', id: 'b', beforeId: 'a' })
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Pause, B' }))
  })

  it('says that nothing moved where nothing can', async () => {
    const engine = showQueue(queued('a', 'b'))
    const up = screen.getByRole('button', { name: 'Move up, A' })
    expect(up.getAttribute('aria-disabled')).toBe('true')
    await userEvent.click(up)
    expect(engine.commands).toEqual([])
    expect(screen.getByRole('status').textContent).toBe('A stays number 1 of 2 in line.')
  })

  it('says nothing of a move that the engine cannot make, and asks for none', async () => {
    const commands = COMMAND_TYPES.filter((type) => type !== 'move')
    const cannot = showQueue(queued('a', 'b'), { capabilities: { commands, queries: [], settings: [] } })
    screen.getByRole('button', { name: 'Pause, B' }).focus()
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}')
    act(() => cannot.publish({ capabilities: { commands: COMMAND_TYPES, queries: [], settings: [] }, link: 'lost' }))
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}')
    expect(cannot.commands).toEqual([])
    expect(screen.getByRole('status').textContent).toBe('')
  })

  it('takes back what it said of a move that was refused', async () => {
    const engine = showQueue(queued('a', 'b'))
    engine.refuse('forbidden')
    await userEvent.click(screen.getByRole('button', { name: 'Move up, B' }))
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('B stays number 2 of 2 in line.'))
    expect(screen.getByRole('alert').textContent).toMatch(/./)
  })

  it('lets no download past one of another priority', () => {
    showQueue({
      a: { name: 'A', status: 'queued', position: 1, priority: 'essential' },
      b: { name: 'B', status: 'queued', position: 2 },
      c: { name: 'C', status: 'queued', position: 3 },
    })
    expect(screen.queryByRole('button', { name: 'Move down, A' })).toBeNull()
    expect(screen.getByRole('button', { name: 'Move up, B' }).getAttribute('aria-disabled')).toBe('true')
    expect(screen.getByRole('button', { name: 'Move up, C' }).getAttribute('aria-disabled')).toBeNull()
  })
})

describe('the focus', () => {
  it('goes from row to row by the arrow keys, to the same control where there is one', async () => {
    showQueue({ a: { name: 'A', status: 'downloading' }, b: { name: 'B', status: 'paused' }, ...queued('c', 'd') })
    screen.getByRole('button', { name: 'Cancel, A' }).focus()
    await userEvent.keyboard('{ArrowDown}')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel, C' }))
    await userEvent.keyboard('{End}')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel, B' }))
    await userEvent.keyboard('{Home}')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel, A' }))
    await userEvent.keyboard('{ArrowUp}')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel, A' }))
  })

  it('stays with a download that comes under another heading', async () => {
    const engine = showQueue({ ...queued('a', 'b') })
    screen.getByRole('button', { name: 'Pause, B' }).focus()
    act(() => engine.put({ b: { status: 'downloading', position: null } }))
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Pause, B' }))
    act(() => engine.put({ b: { status: 'paused' } }))
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Resume, B' }))
  })

  it('goes to the next row where one is gone, and to the queue where all are', () => {
    const engine = showQueue({ ...queued('a', 'b') })
    screen.getByRole('button', { name: 'Cancel, A' }).focus()
    act(() => engine.put({ a: null }))
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel, B' }))
    act(() => engine.put({ b: null }))
    expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Downloads' }))
  })

  it('goes from a control for all to the queue, where that control goes with the last row', () => {
    const engine = showQueue({ ...queued('a') })
    screen.getByRole('button', { name: 'Pause all' }).focus()
    act(() => engine.put({ a: null }))
    expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Downloads' }))
  })
})

describe('what is announced', () => {
  it('is what came under another heading, gathered, and a number where it is many', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    const engine = showQueue(
      Object.fromEntries(ids.map((id) => [id, { name: id.toUpperCase(), status: 'downloading' }])),
    )
    const said = (): string => screen.getByRole('status').textContent ?? ''
    expect(said()).toBe('')
    act(() =>
      engine.put({
        a: { status: 'completed' },
        b: { status: 'failed', error: toErrorData(new EngineError('disk-full', 'Full.')) },
      }),
    )
    await expect.poll(said).toMatch(/^A is ready to use\. B could not be downloaded\./)
    act(() => engine.put(Object.fromEntries(ids.slice(1).map((id) => [id, { status: 'paused', error: null }]))))
    await expect.poll(said).toBe('Paused: 4 downloads.')
  })

  it('is no number that grew', async () => {
    const engine = showQueue({ a: { status: 'downloading' } })
    act(() => engine.put({ a: { receivedBytes: 700 } }))
    fireEvent.focus(document.body)
    expect(screen.getByRole('status').textContent).toBe('')
  })
})
