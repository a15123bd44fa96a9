'use client'

import { type ChangeEvent, type FocusEvent, type KeyboardEvent, useState } from 'react'

interface NumberDraftOptions {
  /** What is so. */
  readonly value: number | null
  readonly write: (value: number | null) => string
  /** `undefined` where it cannot be taken. */
  readonly read: (text: string) => number | null | undefined
  /** Told what was written, once the person is done with it and it can be taken. */
  readonly onCommit: (value: number | null) => void
  /** Told whether what is written there can be taken. */
  readonly onCheck: (isRight: boolean) => void
  /** The next number by the arrow keys. Default: none. */
  readonly step?: (value: number | null, by: 1 | -1) => number
}

interface NumberDraft {
  readonly value: string
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void
  readonly onFocus: () => void
  readonly onBlur: (event: FocusEvent<HTMLInputElement>) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
}

/**
 * A number while it is written: taken on Enter and when the focus leaves. What cannot be taken, or was refused, stays as it was written, so
 * that nobody has to write it again. Escape brings back what is so.
 */
export function useNumberDraft({ value, write, read, onCommit, onCheck, step }: NumberDraftOptions): NumberDraft {
  const [draft, setDraft] = useState<string | null>(null)
  const [isFocused, setFocused] = useState(false)
  const isShown = draft !== null && (isFocused || read(draft) !== value)
  const text = isShown ? draft : write(value)

  const commit = (written: string): void => {
    const next = read(written)
    onCheck(next !== undefined)
    if (next !== undefined && next !== value) onCommit(next)
  }

  return {
    value: text,
    onChange: ({ target }) => {
      setDraft(target.value)
      // Told at once when it is right again; that it is wrong, only when the person is done.
      if (read(target.value) !== undefined) onCheck(true)
    },
    onFocus: () => {
      setFocused(true)
      if (!isShown) setDraft(text)
    },
    onBlur: ({ target }) => {
      setFocused(false)
      commit(target.value)
    },
    onKeyDown: (event) => {
      const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : null
      if (event.key === 'Enter') {
        event.preventDefault()
        commit(text)
      } else if (event.key === 'Escape' && draft !== null && draft !== write(value)) {
        event.preventDefault()
        setDraft(write(value))
        onCheck(true)
      } else if (by !== null && step !== undefined) {
        event.preventDefault()
        const next = step(read(text) ?? value, by)
        setDraft(write(next))
        onCheck(true)
        if (next !== value) onCommit(next)
      }
    },
  }
}
