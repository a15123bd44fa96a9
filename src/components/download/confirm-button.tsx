'use client'

import { type ForwardedRef, type JSX, type ReactNode, useMemo, useState } from 'react'
import type { PartProps } from '../internal/part.js'
import { type DownloadButtonState, useActionButton } from './action-button.js'
import { ConfirmContext } from './confirm-context.js'
import type { DownloadActionState } from './use-download-action.js'

/** What a control that asks first has beside the props of a button. */
export interface ConfirmOptions {
  /** The dialog that asks. Default: the library's own. `null`: do not ask, the app has asked. */
  readonly dialog?: ReactNode
  /** Ask only where more than this is at stake, bytes. Default 10,000,000: less is fetched again while one reads the question. */
  readonly confirmAboveBytes?: number
}

/** A control that asks before it acts, and its dialog beside it. */
export function useConfirmButton(
  action: DownloadActionState,
  bytesAtStake: () => number,
  { dialog, confirmAboveBytes = 10_000_000, ...given }: PartProps<'button', DownloadButtonState> & ConfirmOptions,
  ref: ForwardedRef<HTMLButtonElement>,
): JSX.Element | null {
  const [bytes, setBytes] = useState<number | null>(null)
  const confirm = useMemo(() => ({ bytes, close: () => setBytes(null) }), [bytes])
  const asks = dialog !== null && dialog !== false
  const button = useActionButton(action, { 'aria-haspopup': asks ? 'dialog' : undefined, ...given }, ref, () => {
    const atStake = bytesAtStake()
    if (asks && atStake > confirmAboveBytes) setBytes(atStake)
    else action.run()
  })
  // A question whose matter is gone: it would come back by itself with the next download.
  if (bytes !== null && (button === null || !asks)) setBytes(null)
  if (button === null) return null
  return (
    <>
      {button}
      <ConfirmContext.Provider value={confirm}>{dialog}</ConfirmContext.Provider>
    </>
  )
}
