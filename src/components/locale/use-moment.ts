'use client'

import { useEffect, useState } from 'react'
import { formatDuration, formatMoment } from '../../engine/core/format-time.js'
import { useLocale } from './locale-context.js'
import { useCommonMessages } from './use-common-messages.js'

/** Moments nearer than this are counted down; of others the time of day is told. Milliseconds. */
const NEAR_MS = 90_000

/** When something will be, in words: "in 12 sec", "at 11:30 PM". Null where it is not known, or is now. */
export function useMoment(atMs: number | null): string | null {
  const { moment } = useCommonMessages()
  const { format, timeZone, now } = useLocale()
  const [nowMs, setNowMs] = useState(now)

  useEffect(() => {
    if (atMs === null) return
    setNowMs(now())
    const timer = setInterval(() => setNowMs(now()), 1000)
    return () => clearInterval(timer)
  }, [atMs, now])

  if (atMs === null || atMs <= nowMs) return null
  if (atMs - nowMs < NEAR_MS) return moment.in(formatDuration(atMs - nowMs, format))
  return moment.at(formatMoment(atMs, nowMs, { ...format, timeZone: timeZone ?? undefined }))
}
