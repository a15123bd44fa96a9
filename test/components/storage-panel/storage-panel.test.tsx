// @vitest-environment jsdom
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { WeightliftLocaleProvider } from '../../../src/components/locale/weightlift-locale-provider.js'
import { StoragePanel, type StoragePanelProps } from '../../../src/components/storage-panel/storage-panel.js'
import { createScenario, type Scenario, type ScenarioName } from '../../../src/engine/testing/scenarios.js'
import { withEngine } from '../../hooks/with-engine.js'
import { installNativeDialog } from '../native-dialog.js'
import { settle } from '../show.js'

beforeAll(installNativeDialog)

const scenarios: Scenario[] = []

afterEach(() => {
  cleanup()
  // Nobody waits: an engine that reads its journal for ten minutes closes after that.
  for (const scenario of scenarios.splice(0)) void scenario.dispose()
})

async function showPanel(name: ScenarioName, props: StoragePanelProps = {}): Promise<Scenario> {
  const scenario = await createScenario(name)
  scenarios.push(scenario)
  const { clock } = scenario.engine.machine
  render(
    <WeightliftLocaleProvider now={clock.now}>
      <StoragePanel {...props} />
    </WeightliftLocaleProvider>,
    { wrapper: withEngine(scenario.engine) },
  )
  await settle()
  return scenario
}

const names = (section: RegExp): string[] =>
  within(screen.getByRole('region', { name: section }))
    .getAllByRole('listitem')
    .map((row) => row.querySelector('.weightlift-title')?.textContent ?? '')

describe('a StoragePanel', () => {
  it('shows models and what is not complete, with sizes and ages, and what is free', async () => {
    await showPanel('many-downloads')
    expect(names(/^Models 2\.33 MB$/)).toEqual(['Keyword Spotter'])
    expect(names(/^Not complete/)).toEqual(['Image Segmenter', 'Whisper Small', 'Embedder Base'])
    expect(screen.getByText(/ used$/).textContent).toMatch(/^\d/)
    expect(screen.getByText(/ free$/).textContent).toBe('500 GB free')
    const paused = screen.getByText('Image Segmenter').closest('li') as HTMLElement
    expect(paused.textContent).toMatch(/of 249 MB/)
    expect(paused.textContent).toMatch(/changed this minute/)
  })

  it('says so where nothing is here', async () => {
    await showPanel('missing')
    expect(screen.getByText('No models on this device')).toBeTruthy()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('offers to delete only what nobody is fetching', async () => {
    await showPanel('many-downloads')
    expect(screen.getByRole('button', { name: 'Delete, Image Segmenter' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Delete, Whisper Small' })).toBeNull()
    expect(screen.getByText('Whisper Small').closest('li')?.textContent).toMatch(/on its way/)
  })

  it('removes a model once the person has said so, and tells how much that frees', async () => {
    const { engine } = await showPanel('completed')
    const remove = screen.getByRole('button', { name: 'Remove, Whisper Small' })
    await userEvent.click(remove)
    const dialog = screen.getByRole('alertdialog', { name: 'Remove Whisper Small from this device?' })
    expect(dialog.textContent).toMatch(/frees 488 MB/)
    await userEvent.click(within(dialog).getByRole('button', { name: 'Keep it' }))
    expect(screen.queryByRole('alertdialog')).toBeNull()
    await userEvent.click(remove)
    await userEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(screen.getByText('No models on this device')).toBeTruthy())
    expect(screen.getByRole('status').textContent).toBe('Whisper Small was removed.')
    expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Storage' }))
    expect(engine.getSnapshot().order).toEqual([])
  })

  it('deletes one partial, and gives the focus to the next row', async () => {
    await showPanel('many-downloads')
    await userEvent.click(screen.getByRole('button', { name: 'Delete, Image Segmenter' }))
    await waitFor(() => expect(screen.queryByText('Image Segmenter')).toBeNull())
    expect(screen.getByText('Whisper Small').closest('li')).toBe(document.activeElement)
  })

  it('cleans up what is old enough, and says how much that freed', async () => {
    const { engine } = await showPanel('paused')
    await act(() => engine.advance(8 * 86_400_000))
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'What to clean up' }), 'not touched for 30 days')
    await userEvent.click(screen.getByRole('button', { name: 'Clean up' }))
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('There was nothing to clean up.'))
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'What to clean up' }), 'not touched for 7 days')
    await userEvent.click(screen.getByRole('button', { name: 'Clean up' }))
    await waitFor(() => expect(screen.getByRole('status').textContent).toMatch(/^\d+ MB freed\.$/))
    expect(screen.getByText('No models on this device')).toBeTruthy()
  })

  it('checks a model, and tells how far that is', async () => {
    // Hashes slowly, so that the check can be seen.
    const { engine } = await showPanel('verifying')
    await act(() => engine.until(({ downloads }) => Object.values(downloads)[0]?.status === 'completed'))
    await userEvent.click(await screen.findByRole('button', { name: 'Check, Whisper Small' }))
    expect(screen.getByRole('status').textContent).toBe('Whisper Small is being checked.')
    await act(() => engine.until(({ downloads }) => Object.values(downloads)[0]?.status === 'verifying'))
    await waitFor(() => expect(screen.getByText(/^checking, \d+%$/)).toBeTruthy())
  })

  it('offers a file of one’s own in place of a download, where the app knows how to ask for it', async () => {
    const pickLocation = vi.fn(async () => '/home/me/missing.bin')
    const model = { id: 'other', name: 'Other', url: 'https://models.example/other.bin', sha256: 'a'.repeat(64) }
    await showPanel('missing', { adoptable: [model], pickLocation })
    const button = screen.queryByRole('button', { name: 'Use a file you have of Other…' })
    await userEvent.click(button as HTMLElement)
    expect(pickLocation).toHaveBeenCalledWith(model)
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/./))
  })

  it('says that the engine is out of reach, and that it is still looking', async () => {
    await showPanel('connecting')
    expect(screen.getByText('Connecting to the download service…')).toBeTruthy()
    expect(screen.queryByText('No models on this device')).toBeNull()
  })
})
