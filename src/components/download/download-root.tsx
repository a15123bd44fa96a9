'use client'

import { forwardRef, useCallback, useInsertionEffect, useMemo, useRef } from 'react'
import type { Exemptions } from '../../engine/core/command.js'
import type { WaitingReason } from '../../engine/core/download.js'
import type { ModelInput } from '../../engine/core/model.js'
import type { Settings } from '../../engine/core/snapshot.js'
import { canOf } from '../../hooks/model-status.js'
import { useEngineSnapshot } from '../../hooks/use-engine-snapshot.js'
import { type ModelDownloadState, useModelDownload } from '../../hooks/use-model-download.js'
import { joinRefs } from '../internal/merge-props.js'
import { type Part, usePart } from '../internal/part.js'
import { useCalm } from '../internal/use-calm.js'
import { useFocusKeeper } from '../internal/use-focus-keeper.js'
import { useKept } from '../internal/use-kept.js'
import { type LocaleOptions, WeightliftLocaleProvider } from '../locale/weightlift-locale-provider.js'
import { DownloadContext, type DownloadContextValue, DownloadNumbersContext } from './download-context.js'
import { numbersOf } from './download-numbers.js'
import { type DownloadPartState, partStateOf } from './download-state.js'

export interface DownloadRootOptions extends Pick<LocaleOptions, 'locale' | 'messages' | 'units'> {
  /** Which model. May be written inline. */
  readonly model: ModelInput
}

/**
 * One model's download: every other part stands inside. Renders a `<div role="group">` named after the model.
 *
 * Keeps the keyboard focus inside when the focused control makes room for another.
 */
export const DownloadRoot: Part<'div', DownloadPartState, DownloadRootOptions> = /*#__PURE__*/ forwardRef(
  function DownloadRoot({ model, locale, messages, units, ...given }, ref) {
    const found = useModelDownload(model)
    const numbers = useKept(numbersOf(found))
    const value = useContextValue(found, numbers.isShown && numbers.value === null)
    const calm = useCalm(numbers, `${found.id} ${found.status} ${found.link} ${numbers.isShown}`)

    const own = useRef<HTMLDivElement | null>(null)
    const joined = useMemo(() => joinRefs<HTMLDivElement>(ref, own), [ref])
    const keeper = useFocusKeeper(own)
    const element = usePart('div', value.state, given, joined, { role: 'group', 'aria-label': found.name, ...keeper })

    return (
      // Another model is another download: no question stays open and nothing is announced across them.
      <WeightliftLocaleProvider key={found.id} locale={locale} messages={messages} units={units}>
        <DownloadContext.Provider value={value}>
          <DownloadNumbersContext.Provider value={calm}>{element}</DownloadNumbersContext.Provider>
        </DownloadContext.Provider>
      </WeightliftLocaleProvider>
    )
  },
)

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
  const { id, name, status, snapshot, link, download, pause, resume, cancel, retry, remove } = found
  const state = useKept(partStateOf(found, isIndeterminate))
  const can = useKept(canOf(status, snapshot, true, commands))
  const verbs = useKept({ download, pause, resume, cancel, retry, remove })
  return useKept({
    id,
    name,
    state,
    can,
    verbs,
    isReachable: link === 'open' && !found.isPending,
    totalBytes: found.totalBytes,
    position: snapshot?.position ?? null,
    exemption: exemptionFor(snapshot?.reason ?? null, metered),
    untilMs: snapshot?.untilMs ?? null,
    error: found.commandError ?? (status === 'failed' ? found.error : null),
    bytesOnDisk,
  })
}
