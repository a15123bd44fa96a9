'use client'

import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { Availability, AvailabilityStatus } from '../engine/core/command.js'
import type { Download } from '../engine/core/download.js'
import { fromErrorData } from '../engine/core/errors.js'
import type { ModelInput } from '../engine/core/model.js'
import { createAvailableSource, type ModelAvailable, toAvailable } from './available-source.js'
import { useEngineContext } from './engine-context.js'
import { engineQueryKeys } from './engine-queries.js'
import { prefetchModelAvailable } from './prefetch-model-available.js'
import { downloadOf } from './refresh-answers.js'
import { useSameModel } from './use-same-model.js'
import { useSelected, useSource } from './use-selected.js'

/** As {@link ModelAvailable}, and known. */
export interface ModelAvailableNow extends ModelAvailable {
  readonly status: AvailabilityStatus
  readonly bytes: number
  readonly availability: Availability
  readonly isPending: false
  readonly error: null
}

/**
 * Whether a model is on this machine, for a component inside `<Suspense>`: it is not rendered before the engine has answered. It suspends
 * once, when it appears; when the answer changes later, it shows what the download tells until the new one is heard.
 *
 * A server has no answer, since models are on the user's machine: it sends the fallback of the nearest `<Suspense>`.
 *
 * @param model May be written inline.
 * @throws EngineError to the nearest error boundary, where the engine cannot answer. Asked again after a `QueryErrorResetBoundary` of
 *   react-query is reset.
 * @throws Error outside an `EngineProvider`, and on a server outside a `<Suspense>`.
 */
export function useModelAvailableSuspense(model: ModelInput): ModelAvailableNow {
  const context = useEngineContext('useModelAvailableSuspense')
  const { store, queryClient } = context
  const same = useSameModel(model)
  const source = useMemo(() => createAvailableSource(context, same), [context, same])
  const found = useSource<ModelAvailable, ModelAvailable>(source, undefined)
  const download = useSelected(store.snapshots, (snapshot) => downloadOf(snapshot, same.id), isSameStatus)
  const isServer = useSyncExternalStore(neverChanges, isFalse, isTrue)
  const boundary = useQueryErrorResetBoundary()

  const last = useRef<Availability | null>(null)
  useEffect(() => {
    if (found.availability !== null) last.current = found.availability
  }, [found.availability])

  if (isKnown(found)) return found
  if (isServer) throw new Error(ON_SERVER)
  if (found.error !== null && !boundary.isReset()) throw fromErrorData(found.error)
  const { current } = last
  if (found.error === null && current?.id === same.id) {
    return toAvailable(guess(current, download), found.refetch) as ModelAvailableNow
  }
  throw ask()

  async function ask(): Promise<void> {
    if (found.error !== null) {
      await queryClient.resetQueries({ queryKey: engineQueryKeys.availability(store.engine, same.id) })
    }
    await prefetchModelAvailable(queryClient, store.engine, same)
    boundary.clearReset()
  }
}

const ON_SERVER =
  "useModelAvailableSuspense() has no answer on a server, since models are on the user's machine. Put the component inside a <Suspense fallback={…}>: the server sends the fallback, and the page asks its engine."

function isKnown(found: ModelAvailable): found is ModelAvailableNow {
  return found.availability !== null
}

/** What the download tells, until the engine is heard: a moment at most. */
function guess(last: Availability, download: Download | null): Availability {
  if (download?.status !== 'completed') return { ...last, status: 'missing', bytes: 0, revision: null, verified: false }
  return { ...last, status: 'available', bytes: download.receivedBytes, verified: !download.unverified }
}

function isSameStatus(a: Download | null, b: Download | null): boolean {
  return a?.status === b?.status
}

const neverChanges = (): (() => void) => () => undefined
const isTrue = (): boolean => true
const isFalse = (): boolean => false
