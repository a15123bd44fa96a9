// @vitest-environment jsdom

import { QueryClient } from '@tanstack/react-query'
import { act, cleanup } from '@testing-library/react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ModelDownload } from '../../src/components/model-download/model-download.js'
import { EngineProvider } from '../../src/hooks/engine-provider.js'
import { createMemoryEngine } from '../hooks/memory-engine.js'
import { HALF, MODEL, settle } from './show.js'

afterEach(cleanup)

describe('a ModelDownload from a server', () => {
  it('shows the name, and what is known of nothing; the page takes it over without a complaint', async () => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => {})
    const app = (engine: ReturnType<typeof createMemoryEngine>) => (
      <EngineProvider engine={engine} queryClient={new QueryClient()}>
        <ModelDownload model={MODEL} headingLevel={3} />
      </EngineProvider>
    )
    const page = document.createElement('div')
    page.innerHTML = renderToString(app(createMemoryEngine({ link: 'connecting' })))
    document.body.append(page)
    expect(page.querySelector('h3')?.textContent).toBe('Whisper')
    expect(page.textContent).toContain('Connecting to the download service…')

    const engine = createMemoryEngine()
    engine.put({ [MODEL.id]: { ...HALF, status: 'downloading' } })
    const root = await act(async () => hydrateRoot(page, app(engine)))
    await settle()
    expect(page.textContent).toContain('1.97 of 4.70 GB')
    expect(complaints).not.toHaveBeenCalled()
    act(() => root.unmount())
  })
})
