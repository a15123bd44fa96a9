'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'
import { useDownloadContext } from './download-context.js'
import type { DownloadPartState } from './download-state.js'
import { useDownloadMessages } from './use-download-messages.js'

/** A status has to last this long to be told of, milliseconds: being in line and preparing often pass in a blink. */
const SETTLE_MS = 500

/** What to tell of the download around: the last transition that lasted, or nothing yet. */
export function useAnnouncement(region: RefObject<HTMLElement | null>): {
  readonly state: DownloadPartState
  readonly text: string
} {
  const { name, state, error } = useDownloadContext('Announcer')
  const messages = useDownloadMessages()
  const { status, reason, checking, link } = state
  const [text, setText] = useState('')
  const told = useRef<string | null>(null)

  const detail = status === 'failed' && error !== null ? messages.error[error.code].title : null
  const why = status === 'waiting' && reason !== null ? messages.reason[reason](null) : null
  const words = messages.announcement[status](name, detail ?? why)
  const isKnown = !checking && link !== 'connecting'

  useEffect(() => {
    if (!isKnown) return
    if (told.current === null) {
      told.current = status
      return
    }
    if (told.current === 'failed' && status !== 'failed') {
      // Trying again is soon over where it fails again, which has to be told all the same.
      told.current = ''
      setText('')
    }
    const timer = setTimeout(() => {
      if (told.current === status) return
      told.current = status
      setText(words)
      // At once: announcers of many downloads, which wait longer, leave it to this one.
      if (region.current) region.current.dataset.said = words
    }, SETTLE_MS)
    return () => clearTimeout(timer)
  }, [isKnown, status, words, region])

  return { state, text }
}
