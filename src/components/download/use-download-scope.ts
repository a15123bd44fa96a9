'use client'

import { useCallback, useInsertionEffect, useRef } from 'react'
import type { Exemptions } from '../../engine/core/command.js'
import type { WaitingReason } from '../../engine/core/download.js'
import type { Settings } from '../../engine/core/snapshot.js'
import { canOf } from '../../hooks/model-status.js'
import { useEngineSnapshot } from '../../hooks/use-engine-snapshot.js'
import type { ModelDownloadState } from '../../hooks/use-model-download.js'
import { useKept } from '../internal/use-kept.js'
import type { DownloadContextValue } from './download-context.js'
import { type DownloadNumbers, numbersOf } from './download-numbers.js'
import { partStateOf } from './download-state.js'

/** What the parts of one download are given by their contexts. */
export interface DownloadScope {
  readonly value: DownloadContextValue
  readonly numbers: DownloadNumbers
}

/** Makes of a download what its parts need. Both are the same objects until something in them changed. */
export function useDownloadScope(found: ModelDownloadState): DownloadScope {
  const numbers = useKept(numbersOf(found))
  const value = useContextValue(found, numbers.isShown && numbers.value === null)
  return { value, numbers }
}

/** What a person may say so that a download goes on in spite of what it waits for. */
function exemptionFor(reason: WaitingReason | null, metered: Settings['metered']): keyof Exemptions | null {
  if (reason === 'schedule') return 'startNow'
  return reason === 'metered' && metered === 'ask' ? 'allowMetered' : null
}

/** The context's value, the same object until something other than a number changed. */
function useContextValue(found: ModelDownloadState, isIndeterminate: boolean): DownloadContextValue {
  const commands = useEngineSnapshot((engine) => engine.capabilities.commands)
  const metered = useEngineSnapshot((engine) => engine.settings.metered)
  const newest = useRef(found)
  useInsertionEffect(() => {
    newest.current = found
  })
  const bytesOnDisk = useCallback(() => Math.max(newest.current.partialBytes ?? 0, newest.current.receivedBytes), [])
  const { id, name, status, snapshot, link, download, pause, resume, cancel, retry, remove, update } = found
  const state = useKept(partStateOf(found, isIndeterminate))
  const can = useKept(canOf(status, snapshot, true, commands))
  const verbs = useKept({ download, pause, resume, cancel, retry, remove, update })
  return useKept({
    id,
    name,
    state,
    can,
    verbs,
    isReachable: link === 'open' && !found.isPending,
    totalBytes: found.totalBytes,
    updateBytes: snapshot?.updateAvailable?.bytesToFetch ?? snapshot?.updateAvailable?.totalBytes ?? null,
    position: snapshot?.position ?? null,
    exemption: exemptionFor(snapshot?.reason ?? null, metered),
    untilMs: snapshot?.untilMs ?? null,
    error: found.commandError ?? (status === 'failed' ? found.error : null),
    bytesOnDisk,
  })
}
