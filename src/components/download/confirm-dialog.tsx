'use client'

import { type ForwardedRef, type JSX, useEffect, useId, useMemo, useRef } from 'react'
import { joinRefs } from '../internal/merge-props.js'
import { type PartProps, usePart } from '../internal/part.js'
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
  const own = useRef<HTMLDialogElement | null>(null)
  const joined = useMemo(() => joinRefs<HTMLDialogElement>(ref, own), [ref])
  const id = useId()
  const isOpen = bytes !== null

  useEffect(() => {
    const dialog = own.current
    // Another element in its place opens by being there.
    if (!isOpen || dialog === null || dialog.open || !('showModal' in dialog)) return
    dialog.showModal()
    // The browser would choose the first button; an answer that harms nothing is the one for a hasty press of Enter.
    dialog.querySelector<HTMLElement>('[data-part="back"]')?.focus()
  }, [isOpen])

  // Closed first, so that the focus is back before what it goes back to is taken away.
  const answer = (act?: () => void): void => {
    if (own.current !== null && 'close' in own.current) own.current.close()
    else close()
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
