import type { StorageMessages } from './messages-storage.js'
import { createPlural } from './plural.js'

const plural = /*#__PURE__*/ createPlural('en')

/** What the storage panel says, in English. */
export const STORAGE_MESSAGES_EN: StorageMessages = {
  title: 'Storage',
  section: {
    models: 'Models',
    partials: 'Not complete',
    orphans: 'Other files',
  },
  summary: {
    used: (size) => `${size} used`,
    free: (size) => `${size} free`,
  },
  fact: {
    pair: (done, total) => `${done} of ${total}`,
    soFar: (done) => `${done} so far`,
    changed: (when) => `changed ${when}`,
    used: (when) => `last used ${when}`,
    shared: (size) => `${size} shared with another model`,
    leftover: 'left over from an interrupted download',
    foreign: 'not from this app',
    verifying: (percent) => `checking, ${percent}`,
    busy: 'on its way',
  },
  action: {
    remove: 'Remove',
    discard: 'Delete',
    verify: 'Check',
    sweep: 'Clean up',
    adopt: (name) => `Use a file you have of ${name}…`,
  },
  sweepLabel: 'What to clean up',
  olderThan: (days) =>
    days === 0
      ? 'everything not complete'
      : plural(days, { one: 'not touched for a day', other: 'not touched for # days' }),
  confirm: {
    title: (name) => `Remove ${name} from this device?`,
    body: (size) => `This frees ${size}. It has to be downloaded again before it can be used.`,
    remove: 'Remove',
    back: 'Keep it',
  },
  announcement: {
    removed: (name) => `${name} was removed.`,
    swept: (size) => `${size} freed.`,
    sweptNothing: 'There was nothing to clean up.',
    verifying: (name) => `${name} is being checked.`,
    adopting: (name) => `${name} is being taken over.`,
  },
  pending: 'Looking what is here…',
  empty: { title: 'No models on this device', hint: 'Models that you download take their room here.' },
}
