'use client'

import { type ForwardedRef, type JSX, useEffect, useId } from 'react'
import { type PartProps, usePart } from '../internal/part.js'
import { useOwnRef } from '../internal/use-own-ref.js'
import type { Confirm } from './confirm-context.js'

interface Question {
  readonly title: string
  readonly body: string
  /** Each closes the dialog; `back` harms nothing and gets the focus. */
  readonly answers: readonly (readonly [part: string, label: string, act?: () => void])[]
}

/** A native modal dialog: it takes the focus, keeps it, closes on Escape and gives it back, all by itself. */
export function useConfirmDialog<State extends object>(
  { bytes, close }: Confirm,
  { title, body, answers }: Question,
  state: State,
  given: PartProps<'dialog', State>,
  ref: ForwardedRef<HTMLDialogElement>,
): JSX.Element | null {
  const [own, joined] = useOwnRef<HTMLDialogElement>(ref)
  const id = useId()
  const isOpen = bytes !== null

  useEffect(() => {
    const dialog: Partial<HTMLDialogElement> | null = own.current
    if (!isOpen || dialog?.open) return
    // Another element in its place opens by being there.
    dialog?.showModal?.()
    // The browser would choose the first button; an answer that harms nothing is the one for a hasty press of Enter.
    own.current?.querySelector<HTMLElement>('[data-part=back]')?.focus()
  }, [isOpen, own])

  // Closed first, so that the focus is back before what it goes back to is taken away.
  const answer = (act?: () => void): void => {
    const dialog: Partial<HTMLDialogElement> | null = own.current
    dialog?.close?.()
    close()
    act?.()
  }
  const element = usePart('dialog', state, given, joined, {
    role: 'alertdialog',
    'aria-labelledby': `${id}title`,
    'aria-describedby': `${id}body`,
    onClose: close,
    children: (
      <>
        <h2 id={`${id}title`}>{title}</h2>
        <p id={`${id}body`}>{body}</p>
        <div data-part="answers">
          {answers.map(([part, label, act]) => (
            <button key={part} type="button" data-part={part} onClick={() => answer(act)}>
              {label}
            </button>
          ))}
        </div>
      </>
    ),
  })
  return isOpen ? element : null
}
