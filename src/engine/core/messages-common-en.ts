import type { CommonMessages } from './messages-common.js'

/** What several components say, in English. */
export const COMMON_MESSAGES_EN: CommonMessages = {
  moment: {
    in: (duration) => `in ${duration}`,
    at: (time) => `at ${time}`,
  },
  link: {
    connecting: 'Connecting to the download service…',
    open: null,
    lost: 'Reconnecting to the download service…',
    closed: 'The download service has stopped',
  },
}
