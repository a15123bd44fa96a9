'use client'

import type { DownloadMessages } from '../../engine/core/messages-download.js'
import { DOWNLOAD_MESSAGES_EN } from '../../engine/core/messages-download-en.js'
import { useMessages } from '../locale/use-messages.js'

/** The words of one download. */
export function useDownloadMessages(): DownloadMessages {
  return useMessages('download', DOWNLOAD_MESSAGES_EN)
}
