import type { Messages } from './messages.js'
import { COMMON_MESSAGES_EN } from './messages-common-en.js'
import { DOWNLOAD_MESSAGES_EN } from './messages-download-en.js'
import { NETWORK_MESSAGES_EN } from './messages-network-en.js'
import { OFFER_MESSAGES_EN } from './messages-offer-en.js'
import { QUEUE_MESSAGES_EN } from './messages-queue-en.js'
import { SETTINGS_MESSAGES_EN } from './messages-settings-en.js'
import { STORAGE_MESSAGES_EN } from './messages-storage-en.js'
import { TOAST_MESSAGES_EN } from './messages-toasts-en.js'

/** All words in English: what components say by default, to start a translation from. */
export const MESSAGES_EN: Messages = {
  common: COMMON_MESSAGES_EN,
  download: DOWNLOAD_MESSAGES_EN,
  offer: OFFER_MESSAGES_EN,
  network: NETWORK_MESSAGES_EN,
  toasts: TOAST_MESSAGES_EN,
  queue: QUEUE_MESSAGES_EN,
  settings: SETTINGS_MESSAGES_EN,
  storage: STORAGE_MESSAGES_EN,
}
