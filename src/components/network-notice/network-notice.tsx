'use client'

import { forwardRef } from 'react'
import { type NetworkStatusState, useNetworkStatus } from '../../hooks/use-network-status.js'
import { type Part, usePart } from '../internal/part.js'
import { useFocusKeeper } from '../internal/use-focus-keeper.js'
import { useOwnRef } from '../internal/use-own-ref.js'
import { LocaleContext } from '../locale/locale-context.js'
import { type LocaleOptions, useNestedLocale } from '../locale/use-nested-locale.js'
import { NetworkNoticeText } from './network-notice-text.js'

/** What a notice carries as `data-*` attributes. */
export interface NetworkNoticeState {
  /** `data-notice`: what is told: the engine is out of reach (`link`), there is no connection (`offline`), or downloads wait as it is `metered`. */
  readonly notice: 'link' | 'offline' | 'metered' | null
}

export type NetworkNoticeOptions = Pick<LocaleOptions, 'locale' | 'messages' | 'units'>

/**
 * Says that there is no connection, or that downloads wait because it is metered, and offers to let them go on; also where the engine is out
 * of reach. Renders a `<div>` that is empty while there is nothing to say, so that it takes no room and can keep the keyboard focus.
 */
export const NetworkNotice: Part<'div', NetworkNoticeState, NetworkNoticeOptions> = /*#__PURE__*/ forwardRef(
  function NetworkNotice({ locale, messages, units, className, ...given }, ref) {
    const network = useNetworkStatus()
    const nested = useNestedLocale({ locale, messages, units })
    const [own, joined] = useOwnRef<HTMLDivElement>(ref)
    const keeper = useFocusKeeper(own)
    const notice = noticeOf(network)
    const element = usePart('div', { notice }, { className: className ?? 'weightlift-network', ...given }, joined, {
      ...nested.language,
      ...keeper,
      children: notice === null ? null : <NetworkNoticeText notice={notice} network={network} />,
    })
    return <LocaleContext.Provider value={nested}>{element}</LocaleContext.Provider>
  },
)

function noticeOf({ link, online, metered, waitingMetered }: NetworkStatusState): NetworkNoticeState['notice'] {
  if (link === 'lost' || link === 'closed') return 'link'
  if (online === false) return 'offline'
  return metered === true && waitingMetered.length > 0 ? 'metered' : null
}
