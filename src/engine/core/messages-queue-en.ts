import type { QueueMessages } from './messages-queue.js'
import { createPlural } from './plural.js'

const plural = /*#__PURE__*/ createPlural('en')

/** What a queue says, in English. */
export const QUEUE_MESSAGES_EN: QueueMessages = {
  title: 'Downloads',
  section: {
    running: 'Downloading',
    failed: 'Need your attention',
    queued: 'Up next',
    waiting: 'Waiting',
    paused: 'Paused',
    completed: 'Ready to use',
    cancelled: 'Cancelled',
  },
  action: {
    pauseAll: 'Pause all',
    resumeAll: 'Resume all',
    moveUp: 'Move up',
    moveDown: 'Move down',
  },
  announcement: {
    moved: (name, place, count) => `${name} is now number ${place} of ${count} in line.`,
    stays: (name, place, count) => `${name} stays number ${place} of ${count} in line.`,
    many: (section, count) => `${section}: ${plural(count, { one: '# download', other: '# downloads' })}.`,
  },
  graph: (now, peak) => `Speed over the last three minutes: ${now} now, ${peak} at most`,
  empty: { title: 'No downloads', hint: 'Models that you download show up here.' },
}
