'use client'

import { type MessageArea, type Messages, mergeArea } from '../../engine/core/messages.js'
import { useLocale } from './locale-context.js'

/** The words of an area: the app's, and English for the rest. Each component brings the English of its own area and of no other. */
export function useMessages<A extends MessageArea>(area: A, english: Messages[A]): Messages[A] {
  return mergeArea(english, useLocale().messages[area])
}
