'use client'

import type { CommonMessages } from '../../engine/core/messages-common.js'
import { COMMON_MESSAGES_EN } from '../../engine/core/messages-common-en.js'
import { useMessages } from './use-messages.js'

/** The words that several components say. */
export function useCommonMessages(): CommonMessages {
  return useMessages('common', COMMON_MESSAGES_EN)
}
