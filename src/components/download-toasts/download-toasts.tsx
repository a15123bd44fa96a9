'use client'

import { forwardRef, useMemo, useState } from 'react'
import { TOAST_MESSAGES_EN } from '../../engine/core/messages-toasts-en.js'
import { useEngineEvents } from '../../hooks/use-engine-events.js'
import { type Part, usePart } from '../internal/part.js'
import { useFocusKeeper } from '../internal/use-focus-keeper.js'
import { useOwnRef } from '../internal/use-own-ref.js'
import { LocaleContext } from '../locale/locale-context.js'
import { useMessages } from '../locale/use-messages.js'
import { type LocaleOptions, useNestedLocale } from '../locale/use-nested-locale.js'
import { ListedGround } from './listed-ground.js'
import { ToastItem } from './toast-item.js'
import { type Toast, toastsAfter } from './toast-list.js'
import { useHeld } from './use-held.js'
import { useNews } from './use-news.js'

/** What the place of notifications carries as `data-*` attributes. */
export interface DownloadToastsState {
  /** `data-empty`: there is none now. */
  readonly empty: boolean
}

export interface DownloadToastsOptions extends Pick<LocaleOptions, 'locale' | 'messages' | 'units'> {
  /**
   * How long "Ready to use" stays, milliseconds; null for until it is put away. Default 8000. It waits while the pointer or the focus is on any
   * of them, and until somebody looks at the page. What needs a person stays in any case.
   */
  readonly durationMs?: number | null
  /** Tell screen readers of transitions of all downloads, once. Default true; what another component of the page tells just then is not told twice. */
  readonly announce?: boolean
}

/**
 * Notifications of all downloads, in a corner of the page: ready, failed with what to do, a newer version found. Also one polite live region
 * that tells of every transition with the model's name, and of many at once by their number. Put one into the app.
 */
export const DownloadToasts: Part<'section', DownloadToastsState, DownloadToastsOptions> = /*#__PURE__*/ forwardRef(
  function DownloadToasts({ locale, messages, units, ...given }, ref) {
    const nested = useNestedLocale({ locale, messages, units })
    return (
      <LocaleContext.Provider value={nested}>
        <Corner {...given} {...nested.language} ref={ref} />
      </LocaleContext.Provider>
    )
  },
)

const Corner: Part<
  'section',
  DownloadToastsState,
  Omit<DownloadToastsOptions, keyof LocaleOptions>
> = /*#__PURE__*/ forwardRef(function DownloadToasts({ durationMs = 8000, announce = true, className, ...given }, ref) {
  const words = useMessages('toasts', TOAST_MESSAGES_EN)
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const { isHeld, onPointer, onFocus } = useHeld()
  const [own, joined] = useOwnRef<HTMLElement>(ref)
  const { text, hear } = useNews(own)
  useEngineEvents((event) => {
    setToasts((shown) => toastsAfter(shown, event))
    hear(event)
  })
  const keeper = useFocusKeeper(own)
  const dismiss = useMemo(() => {
    const all = new Map<string, () => void>()
    return (id: string) => {
      const known = all.get(id) ?? (() => setToasts((shown) => shown.filter((toast) => toast.id !== id)))
      all.set(id, known)
      return known
    }
  }, [])
  return usePart(
    'section',
    { empty: toasts.length === 0 },
    { className: className ?? 'weightlift-toasts', ...given },
    joined,
    {
      'aria-label': words.title,
      onPointerEnter: () => onPointer(true),
      onPointerLeave: () => onPointer(false),
      onFocus: (event: React.FocusEvent) => {
        onFocus(true)
        keeper.onFocus(event)
      },
      onBlur: (event: React.FocusEvent) => {
        onFocus(false)
        keeper.onBlur(event)
      },
      children: (
        <>
          <ul>
            {toasts.map(({ id, kind }) => (
              <ListedGround key={id} id={id}>
                <ToastItem
                  kind={kind}
                  label={words.dismiss}
                  leaveAfterMs={kind === 'completed' && !isHeld ? durationMs : null}
                  onDismiss={dismiss(id)}
                />
              </ListedGround>
            ))}
          </ul>
          {announce && (
            <div role="status" aria-live="polite" className="weightlift-hidden">
              {text}
            </div>
          )}
        </>
      ),
    },
  )
})
