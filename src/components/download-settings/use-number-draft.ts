'use client'

import { type ChangeEvent, type KeyboardEvent, useState } from 'react'

interface NumberDraftOptions {
  /** What is so. */
  readonly value: number | null
  readonly write: (value: number | null) => string
  /** `undefined` where it cannot be taken. */
  readonly read: (text: string) => number | null | undefined
  /** Whether what was written last was refused. */
  readonly isRefused: boolean
  /** Told what was written, once the person is done with it and it can be taken. */
  readonly onCommit: (value: number | null) => void
  /** Told whether what is written there can be taken. */
  readonly onCheck: (isRight: boolean) => void
  /** The next number by the arrow keys. Default: none. */
  readonly step?: (value: number | null, by: 1 | -1) => number
}

interface Written {
  readonly text: string
  /** It was taken; shown again where it is refused. */
  readonly isDone: boolean
}

interface NumberDraft {
  readonly value: string
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void
  readonly onBlur: () => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
}

/**
 * A number while it is written: taken on Enter and when the focus leaves. What cannot be taken, or was refused, stays as it was written, so
 * that nobody has to write it again. Escape brings back what is so. Where nothing was written, nothing is taken: what is shown is rounded,
 * and may have changed elsewhere.
 */
export function useNumberDraft(options: NumberDraftOptions): NumberDraft {
  const { value, write, read, isRefused, onCommit, onCheck, step } = options
  const [written, setWritten] = useState<Written | null>(null)
  const draft = written !== null && (!written.isDone || isRefused) ? written.text : null

  const commit = (): void => {
    if (draft === null) return
    const next = read(draft)
    onCheck(next !== undefined)
    if (next === undefined) return
    setWritten({ text: draft, isDone: true })
    if (next !== value) onCommit(next)
  }

  return {
    value: draft ?? write(value),
    onChange: ({ target }) => {
      setWritten({ text: target.value, isDone: false })
      // Told at once when it is right again; that it is wrong, only when the person is done.
      if (read(target.value) !== undefined) onCheck(true)
    },
    onBlur: commit,
    onKeyDown: (event) => {
      const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : null
      if (event.key === 'Enter') {
        event.preventDefault()
        commit()
      } else if (event.key === 'Escape' && draft !== null && draft !== write(value)) {
        event.preventDefault()
        setWritten(null)
        onCheck(true)
      } else if (by !== null && step !== undefined) {
        event.preventDefault()
        const next = step((draft === null ? null : read(draft)) ?? value, by)
        setWritten({ text: write(next), isDone: true })
        onCheck(true)
        if (next !== value) onCommit(next)
      }
    },
  }
}
