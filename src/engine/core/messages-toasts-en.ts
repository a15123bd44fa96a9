import type { ToastMessages } from './messages-toasts.js'
import { createPlural } from './plural.js'

/** The words of notifications in English. */
export const TOAST_MESSAGES_EN: ToastMessages = {
  title: 'News of downloads',
  dismiss: 'Dismiss',
  many: (status, count) => `${createPlural('en')(count, { one: '# model', other: '# models' })}: ${status}.`,
}
