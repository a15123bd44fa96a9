// @vitest-environment node

import { QueryClient } from '@tanstack/react-query'
import { renderToString } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import {
  DownloadPlan,
  DownloadQueue,
  DownloadSettings,
  DownloadToasts,
  EngineProvider,
  ModelDownload,
  ModelGate,
  NetworkNotice,
  StoragePanel,
} from '../../src/index.js'
import { MODEL } from '../components/show.js'
import { createMemoryEngine } from '../hooks/memory-engine.js'

it('a server with React 18 writes every drop-in without a complaint', () => {
  const complaints = vi.spyOn(console, 'error').mockImplementation(() => {})
  const html = renderToString(
    <EngineProvider engine={createMemoryEngine()} queryClient={new QueryClient()}>
      <ModelDownload model={MODEL} />
      <ModelDownload model={MODEL} variant="row" />
      <ModelDownload model={MODEL} variant="button" />
      <ModelGate model={MODEL}>usable</ModelGate>
      <DownloadPlan model={MODEL} />
      <DownloadQueue />
      <DownloadSettings />
      <StoragePanel />
      <NetworkNotice />
      <DownloadToasts />
    </EngineProvider>,
  )
  expect(html).toContain('Whisper')
  expect(html).not.toContain('usable')
  expect(complaints).not.toHaveBeenCalled()
})
