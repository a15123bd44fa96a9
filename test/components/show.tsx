import { QueryClient } from '@tanstack/react-query'
import { act, type RenderResult, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { vi } from 'vitest'
import type { Download } from '../../src/engine/core/download.js'
import { createMemoryEngine, type MemoryEngine } from '../hooks/memory-engine.js'
import { withEngine } from '../hooks/with-engine.js'

export const MODEL = { id: 'whisper', name: 'Whisper', size: 4_700_000_000 }

/** A download of {@link MODEL}, 42 % of it here. */
export const HALF: Partial<Download> = {
  totalBytes: 4_700_000_000,
  receivedBytes: 1_974_000_000,
  committedBytes: 1_970_000_000,
}

export interface Shown extends RenderResult {
  readonly engine: MemoryEngine
  /** Changes the model's download as a publish of the engine does; null takes it away. */
  put(download: Partial<Download> | null): Promise<void>
}

/** Renders under an engine that has the download, and waits until the engine said what is on disk. */
export async function show(
  ui: ReactNode,
  download: Partial<Download> | null,
  engine = createMemoryEngine(),
): Promise<Shown> {
  if (download?.status === 'completed' && !engine.disk.has(MODEL.id)) {
    engine.disk.set(MODEL.id, { status: 'available', bytes: MODEL.size, totalBytes: MODEL.size, verified: true })
  }
  if (download !== null) engine.put({ [MODEL.id]: { ...HALF, ...download } })
  const client = new QueryClient({ defaultOptions: { queries: { gcTime: Number.POSITIVE_INFINITY } } })
  const shown = render(ui, { wrapper: withEngine(engine, client) })
  await settle()
  return {
    ...shown,
    engine,
    async put(change) {
      act(() => engine.put({ [MODEL.id]: change }))
      await settle()
    },
  }
}

/** Lets promises and timers of no length settle, through which the query client tells of its answers. */
export async function settle(): Promise<void> {
  await act(async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      if (vi.isFakeTimers()) await vi.advanceTimersByTimeAsync(0)
      else await new Promise((resolve) => setTimeout(resolve, 0))
    }
  })
}
