import type { ReactNode } from 'react'
import { expectTypeOf } from 'vitest'
import type { DownloadStatus } from '../../src/engine/core/download.js'
import type { Engine } from '../../src/engine/core/engine.js'
import type { Link } from '../../src/engine/core/snapshot.js'
import type { ModelStatus } from '../../src/hooks/model-status.js'
import { type DownloadQueueState, useDownloadQueue } from '../../src/hooks/use-download-queue.js'
import { useEngine } from '../../src/hooks/use-engine.js'
import { useEngineSnapshot } from '../../src/hooks/use-engine-snapshot.js'
import { useModelAvailable } from '../../src/hooks/use-model-available.js'
import { useModelDownload } from '../../src/hooks/use-model-download.js'

/** Never runs: the compiler reads it. */
export function Types(): ReactNode {
  expectTypeOf(useEngine()).toEqualTypeOf<Engine>()
  expectTypeOf(useEngineSnapshot(({ link }) => link)).toEqualTypeOf<Link>()

  expectTypeOf(useDownloadQueue()).toEqualTypeOf<DownloadQueueState>()
  expectTypeOf(useDownloadQueue({ select: ({ counts }) => counts.failed })).toEqualTypeOf<number>()

  useModelAvailable({ id: 'by-name-alone' })
  useModelAvailable({ id: 'a', url: 'https://example.test/a', sha256: null })
  useModelAvailable({ id: 'a', files: [{ path: 'a', urls: ['https://example.test/a'] }] })
  // @ts-expect-error a model has an id
  useModelAvailable({ url: 'https://example.test/a' })

  const model = useModelDownload({ id: 'a' })
  expectTypeOf(model.status).toEqualTypeOf<ModelStatus>()
  expectTypeOf<Exclude<ModelStatus, 'missing'>>().toEqualTypeOf<DownloadStatus>()
  expectTypeOf(model.pauseAsync()).toEqualTypeOf<Promise<void>>()
  expectTypeOf(model.pause()).toEqualTypeOf<void>()
  // @ts-expect-error there are three names, and numbers
  model.download({ priority: 'urgent' })

  return (
    <>
      <button type="button" onClick={model.pause}>
        Pause
      </button>
      <button type="button" onClick={() => model.cancel({ keepPartial: true })}>
        Cancel
      </button>
    </>
  )
}
