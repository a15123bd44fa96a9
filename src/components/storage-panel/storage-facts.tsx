'use client'

import { forwardRef, type JSX } from 'react'
import { isActive } from '../../engine/core/download.js'
import { formatBytes, formatPercent } from '../../engine/core/format.js'
import { useEngineSnapshot } from '../../hooks/use-engine-snapshot.js'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { formatAgo } from './format-ago.js'
import { useStorageItem } from './storage-context.js'
import type { StorageItemState } from './storage-part-state.js'
import { useStorageMessages } from './use-storage-messages.js'

/**
 * What else is known of a row, each in a `<span>`: how far its check is, or that it is on its way; when it was last used or written; what it
 * shares with another model; whose file it is. Nothing where nothing is.
 */
export const StorageFacts: Part<'span', StorageItemState> = /*#__PURE__*/ forwardRef(
  function StorageFacts(given, ref): JSX.Element | null {
    const { sharedBytes, lastUsedAtMs, modifiedAtMs, state } = useStorageItem('Facts')
    const activity = useActivity()
    const { format, now } = useLocale()
    const { fact } = useStorageMessages()
    const facts: string[] = []
    if (activity !== null) facts.push(activity)
    if (state.kind === 'leftover' || state.kind === 'foreign') facts.push(fact[state.kind])
    if (lastUsedAtMs !== null) facts.push(fact.used(formatAgo(lastUsedAtMs, now(), format.locale)))
    else if (modifiedAtMs !== null) facts.push(fact.changed(formatAgo(modifiedAtMs, now(), format.locale)))
    if (sharedBytes > 0) facts.push(fact.shared(formatBytes(sharedBytes, format)))
    const element = usePart('span', state, given, ref, {
      children: facts.map((text) => <span key={text}>{text}</span>),
    })
    return facts.length === 0 ? null : element
  },
)

/** What happens to the row's model now. */
function useActivity(): string | null {
  const { id } = useStorageItem('Facts')
  const { format } = useLocale()
  const { fact } = useStorageMessages()
  // A hundredth at a time, so that no row renders oftener.
  const verified = useEngineSnapshot(({ downloads }) => {
    const download = Object.hasOwn(downloads, id) ? downloads[id] : undefined
    if (download?.status !== 'verifying') return null
    return Math.floor((download.verifiedBytes / Math.max(1, download.totalBytes ?? 1)) * 100) / 100
  }, Object.is)
  const isBusy = useEngineSnapshot(({ downloads }) => {
    const download = Object.hasOwn(downloads, id) ? downloads[id] : undefined
    return download !== undefined && isActive(download.status)
  }, Object.is)
  if (verified !== null) return fact.verifying(formatPercent(verified, format))
  return isBusy ? fact.busy : null
}
