import type { NetworkMessages } from './messages-network.js'
import { createPlural } from './plural.js'

/** The words about the connection in English. */
export const NETWORK_MESSAGES_EN: NetworkMessages = {
  offline: 'No internet connection',
  metered: 'This connection is metered',
  waiting: (count) => createPlural('en')(count, { one: '# download is waiting.', other: '# downloads are waiting.' }),
  allow: 'Download anyway',
}
