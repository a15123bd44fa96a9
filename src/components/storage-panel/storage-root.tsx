'use client'

import { forwardRef, useMemo } from 'react'
import { useEngineSnapshot } from '../../hooks/use-engine-snapshot.js'
import { useStorage } from '../../hooks/use-storage.js'
import { createCell } from '../internal/cell.js'
import { type Part, usePart } from '../internal/part.js'
import { useKept } from '../internal/use-kept.js'
import { useOwnRef } from '../internal/use-own-ref.js'
import { useRowFocus } from '../internal/use-row-focus.js'
import { useLocale } from '../locale/locale-context.js'
import type { LocaleOptions } from '../locale/use-nested-locale.js'
import { WeightliftLocaleProvider } from '../locale/weightlift-locale-provider.js'
import { StorageContext } from './storage-context.js'
import type { StoragePartState } from './storage-part-state.js'
import { useStorageMessages } from './use-storage-messages.js'

export type StorageRootOptions = Pick<LocaleOptions, 'locale' | 'messages' | 'units'>

/**
 * What models take on disk: the other parts stand inside. Renders a `<div role="group">`. Of a row that is gone the next one gets the
 * keyboard focus.
 */
export const StorageRoot: Part<'div', StoragePartState, StorageRootOptions> = /*#__PURE__*/ forwardRef(
  function StorageRoot({ locale, messages, units, ...given }, ref) {
    return (
      <WeightliftLocaleProvider locale={locale} messages={messages} units={units}>
        <StorageGround {...given} ref={ref} />
      </WeightliftLocaleProvider>
    )
  },
)

const StorageGround: Part<'div', StoragePartState> = /*#__PURE__*/ forwardRef(function StorageGround(given, ref) {
  const storage = useStorage()
  const link = useEngineSnapshot((engine) => engine.link, Object.is)
  const { title } = useStorageMessages()
  const { language } = useLocale()
  const { said, sweepAge } = useMemo(() => ({ said: createCell(''), sweepAge: createCell(0) }), [])
  const [own, joined] = useOwnRef<HTMLDivElement>(ref)
  const { hadFocus: _, ...keeper } = useRowFocus(own, storage)
  const { models, partials, orphans, isPending, error } = storage
  const state = useKept<StoragePartState>({
    link: link === 'open' ? null : link,
    empty: models.length + partials.length + orphans.length === 0,
    checking: isPending,
    error: error?.code ?? null,
  })
  const value = useKept({ state, storage, isReachable: link === 'open', said, sweepAge })
  const element = usePart('div', state, given, joined, { role: 'group', 'aria-label': title, ...language, ...keeper })
  return <StorageContext.Provider value={value}>{element}</StorageContext.Provider>
})
