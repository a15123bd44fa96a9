'use client'

import { type RefObject, useCallback, useEffect, useInsertionEffect, useRef, useState } from 'react'
import type { Download, DownloadStatus } from '../../engine/core/download.js'
import type { EngineEvent } from '../../engine/core/event.js'
import type { DownloadMessages } from '../../engine/core/messages-download.js'
import type { ToastMessages } from '../../engine/core/messages-toasts.js'
import { TOAST_MESSAGES_EN } from '../../engine/core/messages-toasts-en.js'
import { useEngine } from '../../hooks/use-engine.js'
import { useDownloadMessages } from '../download/use-download-messages.js'
import { sayOnce } from '../internal/say-once.js'
import { useMessages } from '../locale/use-messages.js'

/** How long changes are gathered before they are told, milliseconds: what passes in a blink is not worth a word. */
const GATHER_MS = 600

/** Of more than this at once only the number is told. */
const MOST_NAMES = 3

/** What to tell of all downloads: the statuses that lasted since it was told last, in words. */
export function useNews(region: RefObject<HTMLElement | null>): {
  readonly text: string
  readonly hear: (event: EngineEvent) => void
} {
  const engine = useEngine()
  const messages = useDownloadMessages()
  const words = useMessages('toasts', TOAST_MESSAGES_EN)
  const [text, setText] = useState('')
  const newest = useRef({ messages, words })
  useInsertionEffect(() => {
    newest.current = { messages, words }
  })
  const before = useRef(new Map<string, DownloadStatus>())
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const hear = useCallback(
    (event: EngineEvent) => {
      if (event.type === 'network' || event.type === 'progress') return
      const { id, previous } = event
      if (!before.current.has(id)) before.current.set(id, previous?.status ?? ('missing' as DownloadStatus))
      timer.current ??= setTimeout(() => {
        timer.current = undefined
        const { downloads } = engine.getSnapshot()
        const found = [...before.current].flatMap(([id, status]) => {
          const download = Object.hasOwn(downloads, id) ? downloads[id] : undefined
          return download === undefined || download.status === status ? [] : [download]
        })
        before.current.clear()
        if (found.length > 0) setText(textOf(found, newest.current, region.current))
      }, GATHER_MS)
    },
    [engine, region],
  )

  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )

  return { text, hear }
}

interface Words {
  readonly messages: DownloadMessages
  readonly words: ToastMessages
}

function textOf(changed: readonly Download[], { messages, words }: Words, region: HTMLElement | null): string {
  if (changed.length > MOST_NAMES) {
    const statuses = [...new Set(changed.map(({ status }) => status))]
    const countOf = (one: DownloadStatus): number => changed.filter(({ status }) => status === one).length
    return statuses.map((status) => words.many(messages.status[status], countOf(status))).join(' ')
  }
  return sayOnce(
    changed.map((download) => sentenceOf(download, messages)),
    region,
  )
}

function sentenceOf({ id, name, status, error, reason }: Download, messages: DownloadMessages): string {
  const why = status === 'failed' && error !== null ? messages.error[error.code].title : null
  const wait = status === 'waiting' && reason !== null ? messages.reason[reason](null) : null
  return messages.announcement[status](name ?? id, why ?? wait)
}
