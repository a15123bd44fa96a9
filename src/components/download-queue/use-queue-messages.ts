'use client'

import type { QueueMessages } from '../../engine/core/messages-queue.js'
import { QUEUE_MESSAGES_EN } from '../../engine/core/messages-queue-en.js'
import { useMessages } from '../locale/use-messages.js'

/** The words of a queue. */
export function useQueueMessages(): QueueMessages {
  return useMessages('queue', QUEUE_MESSAGES_EN)
}
