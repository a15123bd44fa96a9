'use client'

import type { JSX } from 'react'
import { NETWORK_MESSAGES_EN } from '../../engine/core/messages-network-en.js'
import type { NetworkStatusState } from '../../hooks/use-network-status.js'
import { Outline } from '../internal/outline.js'
import { useCommonMessages } from '../locale/use-common-messages.js'
import { useMessages } from '../locale/use-messages.js'
import type { NetworkNoticeState } from './network-notice.js'

type Notice = NonNullable<NetworkNoticeState['notice']>

const PATHS: Readonly<Record<Notice, string>> = {
  link: 'M9 3v5m6-5v5M7 8h10v3a5 5 0 0 1-10 0V8Zm5 8v5',
  offline:
    'M3 3l18 18M5 12.5a10 10 0 0 1 4-2.3m6.5.6A10 10 0 0 1 19 12.5M2 8.8a15 15 0 0 1 4.5-2.6m4.6-1A15 15 0 0 1 22 8.8M8.5 16a5 5 0 0 1 7 0M12 19.5h.01',
  metered: 'M4 18a9 9 0 1 1 16 0M12 14l4-5',
}

/** What is so, how many downloads wait for it to end, and the way on. */
export function NetworkNoticeText({
  notice,
  network,
}: {
  readonly notice: Notice
  readonly network: NetworkStatusState
}): JSX.Element {
  const words = useMessages('network', NETWORK_MESSAGES_EN)
  const { link } = useCommonMessages()
  const waiting = { link: 0, offline: network.waitingOffline.length, metered: network.waitingMetered.length }[notice]
  return (
    <>
      <Outline path={PATHS[notice]} />
      <span data-part="text">
        <strong>{notice === 'link' ? link[network.link] : words[notice]}</strong>{' '}
        {waiting > 0 && <span>{words.waiting(waiting)}</span>}
      </span>
      {notice === 'metered' && network.canAllowMetered && (
        <button type="button" className="weightlift-button" data-action="allow-metered" onClick={network.allowMetered}>
          {words.allow}
        </button>
      )}
    </>
  )
}
