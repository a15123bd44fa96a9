import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it, onTestFinished } from 'vitest'
import { ModelDownload } from '../../src/components/model-download/model-download.js'
import { connectTauriCommands } from '../../src/engine/tauri/index.js'
import { EngineProvider } from '../../src/hooks/engine-provider.js'

afterEach(cleanup)

const MODEL = { id: 'voice', url: 'https://models.example/voice.bin', size: 1_000 }

/** A backend by hand. */
function backend(): {
  invoke: (command: string) => Promise<unknown>
  listen: (event: string, handler: (event: { payload: unknown }) => void) => Promise<() => void>
  tell: (event: string, payload: unknown) => void
  calls: string[]
  state: { isHere: boolean; isPaused: boolean; isOnline: boolean }
} {
  const handlers = new Map<string, (event: { payload: unknown }) => void>()
  const calls: string[] = []
  const state = { isHere: false, isPaused: false, isOnline: true }
  return {
    calls,
    state,
    async invoke(command) {
      calls.push(command)
      if (command === 'check_model_available') return state.isHere
      if (command === 'check_network_available') return state.isOnline
      return command === 'is_download_paused' ? state.isPaused : null
    },
    async listen(event, handler) {
      handlers.set(event, handler)
      return () => void handlers.delete(event)
    },
    tell: (event, payload) => handlers.get(event)?.({ payload }),
  }
}

function show(): ReturnType<typeof backend> {
  const given = backend()
  const engine = connectTauriCommands({ invoke: given.invoke, listen: given.listen, pollMs: 20 })
  onTestFinished(() => engine.close())
  render(
    <EngineProvider engine={engine}>
      <ModelDownload model={MODEL} />
    </EngineProvider>,
  )
  return given
}

it('never tells of what the backend has no command for, whatever it does by itself', async () => {
  const { invoke, listen, state, tell } = backend()
  const engine = connectTauriCommands({ invoke, listen, pollMs: 20 })
  onTestFinished(() => engine.close())
  const told = new Set<string>()
  engine.subscribe(() => {
    for (const command of engine.getSnapshot().capabilities.commands) told.add(command)
  })
  await engine.dispatch({ type: 'download', model: MODEL })
  tell('download_progress', { downloaded: 400, total: 1_000, percentage: 40 })
  for (const isPaused of [true, false, true]) {
    // Longer than between two publishes: the next one comes at once.
    await new Promise((resolve) => setTimeout(resolve, 150))
    state.isPaused = isPaused
    await expect.poll(() => engine.getSnapshot().downloads.voice?.status === 'paused').toBe(isPaused)
  }

  expect([...told]).toContain('download')
  expect([...told]).not.toContain('pause')
  expect([...told]).not.toContain('resume')
})

it('draws a backend without pause or cancel: start, progress, paused by somebody else, done', async () => {
  const { calls, state, tell } = show()
  const start = await screen.findByRole('button', { name: /Download/ })
  await act(async () => start.click())
  await expect.poll(() => calls).toContain('start_model_download')
  await act(async () => tell('download_progress', { downloaded: 400, total: 1_000, percentage: 40 }))
  await expect.poll(() => screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('40')
  expect(screen.queryByRole('button', { name: /Pause/ })).toBeNull()
  expect(screen.queryByRole('button', { name: /Cancel/ })).toBeNull()
  state.isPaused = true
  await expect.poll(() => document.querySelector('[data-status]')?.getAttribute('data-status')).toBe('paused')
  expect(screen.queryByRole('button', { name: /Resume/ })).toBeNull()
  state.isPaused = false
  await expect.poll(() => document.querySelector('[data-status]')?.getAttribute('data-status')).not.toBe('paused')
  await act(async () => tell('download_progress', { downloaded: 700, total: 1_000, percentage: 70 }))
  state.isHere = true
  await act(async () => tell('download_progress', { downloaded: 1_000, total: 1_000, percentage: 100 }))
  await expect.poll(() => document.querySelector('[data-status]')?.getAttribute('data-status')).toBe('completed')
  expect(calls.filter((call) => call === 'start_model_download')).toHaveLength(1)
})

it('shows what went wrong, and starts again when asked', async () => {
  const { calls, tell } = show()
  const start = await screen.findByRole('button', { name: /Download/ })
  await act(async () => start.click())
  await expect.poll(() => calls).toContain('start_model_download')
  await act(async () => tell('download_error', 'disk on fire at https://models.example/a?key=s3cret'))
  const retry = await screen.findByRole('button', { name: /Try again/ })
  expect(document.body.innerHTML).not.toContain('s3cret')
  await act(async () => retry.click())
  await expect.poll(() => calls.filter((call) => call === 'start_model_download')).toHaveLength(2)
})

it('queues where there is no network, waits while the backend tries again by itself, and starts nothing twice', async () => {
  const { calls, state, tell } = show()
  state.isOnline = false
  const start = await screen.findByRole('button', { name: /Download/ })
  await act(async () => start.click())
  await expect.poll(() => calls).toContain('queue_model_download')
  await expect.poll(() => document.querySelector('[data-status]')?.getAttribute('data-status')).toBe('waiting')
  state.isOnline = true
  await act(async () => tell('download_progress', { downloaded: 100, total: 1_000, percentage: 10 }))
  await expect.poll(() => document.querySelector('[data-status]')?.getAttribute('data-status')).not.toBe('waiting')
  // Once more, should the first come before the engine listens again.
  await expect
    .poll(async () => {
      await act(async () => tell('download_retry', { attempt: 1, message: 'reset by peer' }))
      return document.querySelector('[data-status]')?.getAttribute('data-status')
    })
    .toBe('waiting')
  await act(async () => tell('download_progress', { downloaded: 200, total: 1_000, percentage: 20 }))
  await expect
    .poll(() => document.querySelector('[data-status]')?.getAttribute('data-status'))
    .toMatch(/preparing|downloading/)
  expect(calls.filter((call) => call === 'start_model_download')).toEqual([])
})
