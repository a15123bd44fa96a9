'use client'

import { type RefObject, useEffect, useInsertionEffect, useRef } from 'react'
import type { Download } from '../../engine/core/download.js'
import type { Engine } from '../../engine/core/engine.js'
import type { DownloadMessages } from '../../engine/core/messages-download.js'
import type { QueueMessages } from '../../engine/core/messages-queue.js'
import { useEngine } from '../../hooks/use-engine.js'
import { useDownloadMessages } from '../download/use-download-messages.js'
import type { Cell } from '../internal/cell.js'
import { sayOnce } from '../internal/say-once.js'
import { QUEUE_SECTIONS, type QueueSectionName, type QueueSections, sectionOf } from './queue-sections.js'
import { useQueueMessages } from './use-queue-messages.js'

/** How long changes are gathered before they are told, milliseconds: what passes in a blink is not worth a word. */
const GATHER_MS = 600

/** Of more than this at once only the number is told. */
const MOST_NAMES = 3

type Places = ReadonlyMap<string, QueueSectionName>

interface Told {
  readonly engine: Engine
  readonly places: Places
}

/** Says which downloads came under another heading since it was said last. What was so at first is no news. */
export function useTransitions(
  sections: QueueSections,
  said: Cell<string>,
  region: RefObject<HTMLElement | null>,
): void {
  const engine = useEngine()
  const messages = useDownloadMessages()
  const words = useQueueMessages()
  const newest = useRef({ messages, words })
  useInsertionEffect(() => {
    newest.current = { messages, words }
  })
  const told = useRef<Told | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  useEffect(() => {
    const { link } = engine.getSnapshot()
    // Another engine has other downloads: nothing of them is news.
    if (told.current?.engine !== engine) {
      told.current = link === 'connecting' ? null : { engine, places: placesOf(sections) }
      return
    }
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      const before = told.current?.places ?? new Map()
      const now = new Map<string, QueueSectionName>()
      const moved: Download[] = []
      for (const download of Object.values(engine.getSnapshot().downloads)) {
        const section = sectionOf(download.status)
        now.set(download.id, section)
        if (before.get(download.id) !== section) moved.push(download)
      }
      told.current = { engine, places: now }
      if (moved.length > 0) said.set(sentenceOf(moved, newest.current, region.current))
    }, GATHER_MS)
  }, [sections, engine, said, region])

  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
}

function placesOf({ ids }: QueueSections): Places {
  return new Map(QUEUE_SECTIONS.flatMap((name) => ids[name].map((id) => [id, name] as const)))
}

interface Words {
  readonly messages: DownloadMessages
  readonly words: QueueMessages
}

function sentenceOf(moved: readonly Download[], { messages, words }: Words, region: HTMLElement | null): string {
  if (moved.length <= MOST_NAMES) {
    return sayOnce(
      moved.map((download) => one(download, messages)),
      region,
    )
  }
  return QUEUE_SECTIONS.map((name) => [name, moved.filter(({ status }) => sectionOf(status) === name).length] as const)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => words.announcement.many(words.section[name], count))
    .join(' ')
}

function one({ id, name, status, error, reason }: Download, messages: DownloadMessages): string {
  const why = status === 'failed' && error !== null ? messages.error[error.code].title : null
  const wait = status === 'waiting' && reason !== null ? messages.reason[reason](null) : null
  return messages.announcement[status](name ?? id, why ?? wait)
}
