import type { SettingsMessages } from './messages-settings.js'

/** What the settings say, in English. */
export const SETTINGS_MESSAGES_EN: SettingsMessages = {
  setting: {
    bytesPerSecondLimit: 'Speed limit',
    concurrency: 'Downloads at once',
    connections: 'Connections per download',
    metered: 'Metered connections',
    schedule: 'Only at certain hours',
  },
  hint: {
    bytesPerSecondLimit: 'For all downloads together. Leave it empty for none.',
    concurrency: 'The others wait in line.',
    connections: 'More can be faster on long ways.',
    metered: 'Such as a phone’s hotspot, where each gigabyte costs.',
    schedule: 'Outside of them downloads wait.',
  },
  metered: {
    ask: 'Ask for each download',
    allow: 'Download as usual',
    wait: 'Wait for another connection',
  },
  label: {
    title: 'Download settings',
    unit: 'Unit of the speed limit',
    noLimit: 'No limit',
    windows: 'Download hours',
    window: (number) => `Hours ${number}`,
    days: 'Days',
    from: 'From',
    to: 'To',
    windowLimit: (unit) => `Speed limit in these hours, ${unit}`,
    timeZone: 'Time zone',
    ownTimeZone: 'Time of this device',
  },
  action: {
    addWindow: 'Add hours',
    removeWindow: 'Remove',
  },
  problem: {
    limit: 'Write a number above 0, such as 5, or leave it empty for no limit.',
    concurrency: 'Write a whole number from 1 to 100.',
    days: 'Choose at least one day.',
    time: 'Say when these hours begin and end.',
  },
}
