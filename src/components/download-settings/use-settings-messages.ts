'use client'

import type { SettingsMessages } from '../../engine/core/messages-settings.js'
import { SETTINGS_MESSAGES_EN } from '../../engine/core/messages-settings-en.js'
import { useMessages } from '../locale/use-messages.js'

/** The words of the settings. */
export function useSettingsMessages(): SettingsMessages {
  return useMessages('settings', SETTINGS_MESSAGES_EN)
}
