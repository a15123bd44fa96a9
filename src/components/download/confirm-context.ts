'use client'

import { type Context, createContext, useContext } from 'react'

/** A question that a control asks before it acts. */
export interface Confirm {
  /** Bytes that are at stake; null while nothing is asked. */
  readonly bytes: number | null
  readonly close: () => void
}

export const ConfirmContext: Context<Confirm | null> = createContext<Confirm | null>(null)

/** The question of the control around a dialog. */
export function useConfirm(part: string, control: string): Confirm {
  const confirm = useContext(ConfirmContext)
  if (confirm === null) {
    throw new Error(`<Download.${part}> has to be in <Download.${control} dialog={<Download.${part} />} />.`)
  }
  return confirm
}
