'use client'

import { forwardRef, useMemo } from 'react'
import { useDownloadQueue } from '../../hooks/use-download-queue.js'
import { useEngineSnapshot } from '../../hooks/use-engine-snapshot.js'
import { type Part, usePart } from '../internal/part.js'
import { useKept } from '../internal/use-kept.js'
import { useOwnRef } from '../internal/use-own-ref.js'
import { useRowFocus } from '../internal/use-row-focus.js'
import { useLocale } from '../locale/locale-context.js'
import type { LocaleOptions } from '../locale/use-nested-locale.js'
import { WeightliftLocaleProvider } from '../locale/weightlift-locale-provider.js'
import { QueueContext, QueueRowsContext } from './queue-context.js'
import { createSectioner } from './queue-sections.js'
import type { QueuePartState } from './queue-state.js'
import { canWatchRows } from './row-window.js'
import { useQueueKeys } from './use-queue-keys.js'
import { useQueueMessages } from './use-queue-messages.js'
import { useQueueRows } from './use-queue-rows.js'

export interface QueueRootOptions extends Pick<LocaleOptions, 'locale' | 'messages' | 'units'> {
  /** Draw only rows near the view where there are more downloads than this. Default 50. */
  readonly virtualizeAbove?: number
}

/**
 * All downloads of the engine: the other parts stand inside. Renders a `<div role="group">`.
 *
 * In a row, the arrow keys up and down go to the row above and below, Home and End to the first and the last, and together with Alt they
 * move a queued download in line. The keyboard focus stays with a row that comes under another heading, and goes to the next where one is gone.
 */
export const QueueRoot: Part<'div', QueuePartState, QueueRootOptions> = /*#__PURE__*/ forwardRef(function QueueRoot(
  { virtualizeAbove = 50, locale, messages, units, ...given },
  ref,
) {
  return (
    <WeightliftLocaleProvider locale={locale} messages={messages} units={units}>
      <QueueGround {...given} ref={ref} virtualizeAbove={virtualizeAbove} />
    </WeightliftLocaleProvider>
  )
})

const QueueGround: Part<'div', QueuePartState, { readonly virtualizeAbove: number }> = /*#__PURE__*/ forwardRef(
  function QueueGround({ virtualizeAbove, ...given }, ref) {
    const words = useQueueMessages()
    const { language } = useLocale()
    const sectioner = useMemo(() => createSectioner(), [])
    const sections = useEngineSnapshot(sectioner, Object.is)
    const link = useEngineSnapshot((engine) => engine.link, Object.is)
    const commands = useEngineSnapshot((engine) => engine.capabilities.commands, Object.is)
    const verbs = useDownloadQueue({
      select: ({ pauseAll, resumeAll, commandError }) => ({ pauseAll, resumeAll, commandError }),
    })

    const [own, joined] = useOwnRef<HTMLDivElement>(ref)
    const { hadFocus, ...keeper } = useRowFocus(own, sections)
    const rows = useQueueRows(own, sections, hadFocus)
    const onKeyDown = useQueueKeys(own, rows.move)

    const state = useKept<QueuePartState>({
      link: link === 'open' ? null : link,
      empty: sections.count === 0,
      running: sections.ids.running.length > 0,
      error: verbs.commandError?.code ?? null,
    })
    const can = useKept({
      pauseAll: commands.includes('pauseAll'),
      resumeAll: commands.includes('resumeAll'),
      move: commands.includes('move'),
    })
    const value = useKept({
      state,
      sections,
      can,
      isReachable: link === 'open',
      isWindowed: sections.count > virtualizeAbove && canWatchRows(),
      error: verbs.commandError,
      pauseAll: verbs.pauseAll,
      resumeAll: verbs.resumeAll,
    })
    const element = usePart('div', state, given, joined, {
      role: 'group',
      'aria-label': words.title,
      ...language,
      onKeyDown,
      ...keeper,
    })
    return (
      <QueueContext.Provider value={value}>
        <QueueRowsContext.Provider value={rows}>{element}</QueueRowsContext.Provider>
      </QueueContext.Provider>
    )
  },
)
