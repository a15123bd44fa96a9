'use client'

import type { StorageMessages } from '../../engine/core/messages-storage.js'
import { STORAGE_MESSAGES_EN } from '../../engine/core/messages-storage-en.js'
import { useMessages } from '../locale/use-messages.js'

/** The words of the storage panel. */
export function useStorageMessages(): StorageMessages {
  return useMessages('storage', STORAGE_MESSAGES_EN)
}
