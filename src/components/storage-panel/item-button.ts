'use client'

import type { ForwardedRef, JSX } from 'react'
import { useDownloadMessages } from '../download/use-download-messages.js'
import { type PartProps, usePart } from '../internal/part.js'
import { useStorageContext, useStorageItem } from './storage-context.js'
import type { StorageItemState } from './storage-part-state.js'
import { useStorageMessages } from './use-storage-messages.js'

/** What the controls of a row carry beside {@link StorageItemState}: `data-action`. */
export interface StorageButtonState extends StorageItemState {
  readonly action: 'verify' | 'discard' | 'remove'
}

/** A control of a row; null where there is nothing for it to do, or the engine cannot. */
export function useItemButton(
  action: StorageButtonState['action'],
  part: string,
  given: PartProps<'button', StorageButtonState>,
  ref: ForwardedRef<HTMLButtonElement>,
  onPress?: () => void,
): JSX.Element | null {
  const { id, name, can, state } = useStorageItem(part)
  const { storage, isReachable, said } = useStorageContext(part)
  const words = useStorageMessages()
  const { action: actions } = useDownloadMessages()
  const label = words.action[action]
  const press = (): void => {
    if (action === 'verify') said.set(words.announcement.verifying(name))
    storage[action](id)
  }
  const element = usePart('button', { ...state, action }, given, ref, {
    type: 'button',
    'aria-label': actions.named(label, name),
    'aria-disabled': isReachable && state.pending === null ? undefined : true,
    children: label,
    onClick: () => isReachable && state.pending === null && (onPress ?? press)(),
  })
  return can[action] ? element : null
}
