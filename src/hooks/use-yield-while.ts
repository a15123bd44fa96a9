'use client'

import { useEffect, useInsertionEffect, useRef } from 'react'
import { type EngineError, isEngineError } from '../engine/core/errors.js'
import { startYield } from '../engine/core/yield-verb.js'
import { useEngineContext } from './engine-context.js'
import { useEngineSnapshot } from './use-engine-snapshot.js'

export interface YieldWhileOptions {
  /** For people and logs. Default `busy`. */
  readonly reason?: string
  /** What all downloads together may have meanwhile, bytes per second. Default 0: they stop. */
  readonly bytesPerSecondLimit?: number
  /** Called where the engine refused, as one that cannot yield does. Default: nothing, and downloads go on. */
  readonly onError?: (error: EngineError) => void
}

/**
 * Lets downloads make room while the app is busy, as while it runs a model, and go on when it is not, or when the component goes away.
 * Several at once add up: the lowest limit counts.
 *
 * ```tsx
 * useYieldWhile(isTranscribing, { reason: 'inference' })
 * ```
 *
 * @throws Error outside an `EngineProvider`.
 */
export function useYieldWhile(busy: boolean, options: YieldWhileOptions = {}): void {
  const { engine } = useEngineContext('useYieldWhile').store
  const { reason = 'busy', bytesPerSecondLimit = 0, onError } = options
  const isReachable = useEngineSnapshot(({ link }) => link === 'open')
  const newest = useRef(onError)
  useInsertionEffect(() => {
    newest.current = onError
  })

  useEffect(() => {
    if (!busy || !isReachable) return
    const { taken, release } = startYield(engine, reason, { bytesPerSecondLimit })
    taken.catch((error: unknown) => {
      if (isEngineError(error)) newest.current?.(error)
    })
    return () => void release()
  }, [engine, busy, isReachable, reason, bytesPerSecondLimit])
}
