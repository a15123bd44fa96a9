import { QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { expectTypeOf } from 'vitest'
import type { AvailabilityStatus, Plan } from '../../src/engine/core/command.js'
import type { AvailableUpdate, DownloadStatus } from '../../src/engine/core/download.js'
import type { Engine } from '../../src/engine/core/engine.js'
import type { ErrorData } from '../../src/engine/core/errors.js'
import type { EngineEvent } from '../../src/engine/core/event.js'
import type { Link, Settings } from '../../src/engine/core/snapshot.js'
import type { ModelStatus } from '../../src/hooks/model-status.js'
import { prefetchModelAvailable } from '../../src/hooks/prefetch-model-available.js'
import type { StorageEntry } from '../../src/hooks/storage-state.js'
import { useDownloadPlan } from '../../src/hooks/use-download-plan.js'
import { useDownloadProgress } from '../../src/hooks/use-download-progress.js'
import { type DownloadQueueState, useDownloadQueue } from '../../src/hooks/use-download-queue.js'
import { useEngine } from '../../src/hooks/use-engine.js'
import { useEngineEvents } from '../../src/hooks/use-engine-events.js'
import { useEngineSettings } from '../../src/hooks/use-engine-settings.js'
import { useEngineSnapshot } from '../../src/hooks/use-engine-snapshot.js'
import { useListedDownload } from '../../src/hooks/use-listed-download.js'
import { useModelAvailable } from '../../src/hooks/use-model-available.js'
import { useModelAvailableSuspense } from '../../src/hooks/use-model-available-suspense.js'
import { type ModelDownloadState, useModelDownload } from '../../src/hooks/use-model-download.js'
import { useModelUpdate } from '../../src/hooks/use-model-update.js'
import { useNetworkStatus } from '../../src/hooks/use-network-status.js'
import { useSpeedHistory } from '../../src/hooks/use-speed-history.js'
import { useStorage } from '../../src/hooks/use-storage.js'
import { useYieldWhile } from '../../src/hooks/use-yield-while.js'

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

  expectTypeOf(useModelDownload({ id: 'a' }, { select: ({ status }) => status })).toEqualTypeOf<ModelStatus>()
  expectTypeOf(useListedDownload('a')).toEqualTypeOf<ModelDownloadState>()
  expectTypeOf(useListedDownload('a', { select: ({ can }) => can.pause })).toEqualTypeOf<boolean>()
  expectTypeOf(useModelAvailable({ id: 'a' }, { select: ({ available }) => available })).toEqualTypeOf<boolean>()
  expectTypeOf(useModelAvailableSuspense({ id: 'a' }).status).toEqualTypeOf<AvailabilityStatus>()
  expectTypeOf(useDownloadProgress({ id: 'a' }).bytesPerSecond).toEqualTypeOf<number | null>()
  expectTypeOf(
    useDownloadProgress({ id: 'a' }, { select: ({ receivedBytes }) => receivedBytes }),
  ).toEqualTypeOf<number>()
  expectTypeOf(useDownloadPlan({ id: 'a' }).plan).toEqualTypeOf<Plan | null>()
  expectTypeOf(useDownloadPlan({ id: 'a' }, { select: ({ fits }) => fits })).toEqualTypeOf<boolean | null>()
  expectTypeOf(useModelUpdate({ id: 'a' }).updateAvailable).toEqualTypeOf<AvailableUpdate | null>()
  expectTypeOf(useModelUpdate({ id: 'a' }, { select: ({ updating }) => updating })).toEqualTypeOf<boolean>()
  // @ts-expect-error select picks from the state that there is
  useModelUpdate({ id: 'a' }, { select: ({ progress }) => progress })

  const settings = useEngineSettings()
  expectTypeOf(settings.values).toEqualTypeOf<Settings>()
  expectTypeOf(settings.setAsync({ concurrency: 3 })).toEqualTypeOf<Promise<void>>()
  settings.set({ metered: 'allow', bytesPerSecondLimit: null })
  // @ts-expect-error there are three words
  settings.set({ metered: 'never' })
  // @ts-expect-error there is no such setting
  settings.set({ speed: 1 })
  expectTypeOf(useEngineSettings({ select: ({ errors }) => errors.schedule })).toEqualTypeOf<ErrorData | undefined>()

  const storage = useStorage()
  expectTypeOf(storage.models).toEqualTypeOf<readonly StorageEntry[]>()
  expectTypeOf(storage.sweepAsync(1000)).toEqualTypeOf<Promise<void>>()
  storage.adopt({ id: 'a' }, '/models/a', { link: true })
  // @ts-expect-error how old is for the app to say
  storage.sweep()
  expectTypeOf(useStorage({ select: ({ freeBytes }) => freeBytes })).toEqualTypeOf<number | null>()

  expectTypeOf(useNetworkStatus().waitingMetered).toEqualTypeOf<readonly string[]>()
  expectTypeOf(useNetworkStatus({ select: ({ online }) => online })).toEqualTypeOf<boolean | null>()
  expectTypeOf(useSpeedHistory().samples).toEqualTypeOf<readonly number[]>()
  expectTypeOf(useSpeedHistory({ select: ({ bytesPerSecond }) => bytesPerSecond })).toEqualTypeOf<number | null>()
  expectTypeOf(useEngineEvents((event) => expectTypeOf(event).toEqualTypeOf<EngineEvent>())).toEqualTypeOf<void>()
  expectTypeOf(useYieldWhile(true, { reason: 'inference' })).toEqualTypeOf<void>()
  expectTypeOf(prefetchModelAvailable(new QueryClient(), useEngine(), { id: 'a' })).toEqualTypeOf<Promise<void>>()

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
