// @vitest-environment jsdom

import { QueryClient } from '@tanstack/react-query'
import { act, cleanup } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ModelDownload } from '../../src/components/model-download/model-download.js'
import * as entry from '../../src/index.js'
import { createMemoryEngine } from '../hooks/memory-engine.js'
import { HALF, MODEL, settle } from './show.js'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const under = (engine: ReturnType<typeof createMemoryEngine>, inside: ReactNode) => (
  <StrictMode>
    <entry.EngineProvider engine={engine} queryClient={new QueryClient()}>
      {inside}
    </entry.EngineProvider>
  </StrictMode>
)

/** Renders on a server that knows no engine, and lets a page with one that has a download take over. */
async function takeOver(inside: ReactNode, check: (page: HTMLElement) => void = () => {}) {
  const complaints = vi.spyOn(console, 'error').mockImplementation(() => {})
  const page = document.createElement('div')
  page.innerHTML = renderToString(under(createMemoryEngine({ link: 'connecting' }), inside))
  document.body.append(page)
  check(page)
  const settings = ['concurrency', 'connections', 'bytesPerSecondLimit', 'schedule', 'metered'] as const
  const { capabilities } = createMemoryEngine().getSnapshot()
  const engine = createMemoryEngine({ capabilities: { ...capabilities, settings } })
  engine.put({ [MODEL.id]: { ...HALF, name: MODEL.name, status: 'downloading', bytesPerSecond: 10 } })
  const root = await act(async () => hydrateRoot(page, under(engine, inside)))
  await settle()
  return { page, complaints, unmount: () => act(() => root.unmount()) }
}

describe('a ModelDownload from a server', () => {
  it('shows the name, and what is known of nothing; the page takes it over without a complaint', async () => {
    const { page, complaints, unmount } = await takeOver(<ModelDownload model={MODEL} headingLevel={3} />, (served) => {
      expect(served.querySelector('h3')?.textContent).toBe('Whisper')
      expect(served.textContent).toContain('Connecting to the download service…')
    })
    expect(page.textContent).toContain('1.97 of 4.70 GB')
    expect(complaints).not.toHaveBeenCalled()
    unmount()
  })
})

const DROP_INS: Readonly<Record<string, ReactNode>> = {
  'ModelDownload as a row': <entry.ModelDownload model={MODEL} variant="row" locale="ar" />,
  'ModelDownload as a button': <entry.ModelDownload model={MODEL} variant="button" />,
  'ModelDownload, twice': [
    <entry.ModelDownload key={1} model={MODEL} />,
    <entry.ModelDownload key={2} model={MODEL} />,
  ],
  DownloadProgress: <entry.DownloadProgress model={MODEL} />,
  'the buttons': (
    <>
      <entry.PauseButton model={MODEL} />
      <entry.ResumeButton model={MODEL} />
      <entry.CancelButton model={MODEL} />
    </>
  ),
  DownloadQueue: <entry.DownloadQueue />,
  DownloadSettings: <entry.DownloadSettings locale="de" />,
  StoragePanel: <entry.StoragePanel />,
  DownloadPlan: <entry.DownloadPlan model={MODEL} license={{ name: 'MIT', url: 'https://example.test/mit' }} />,
  ModelGate: <entry.ModelGate model={MODEL}>The feature</entry.ModelGate>,
  NetworkNotice: <entry.NetworkNotice />,
  DownloadToasts: <entry.DownloadToasts />,
}

describe.each(Object.entries(DROP_INS))('%s from a server', (_, inside) => {
  it('is taken over by the page without a complaint, in StrictMode too', async () => {
    const { page, complaints, unmount } = await takeOver(inside)
    expect(page.innerHTML).not.toBe('')
    expect(complaints.mock.calls).toEqual([])
    unmount()
  })
})
