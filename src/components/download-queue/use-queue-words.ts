'use client'

import type { QueueSectionName } from './queue-sections.js'

export interface QueueMessages {
  readonly title: string
  readonly section: Readonly<Record<QueueSectionName, string>>
  readonly pauseAll: string
  readonly resumeAll: string
  readonly moveUp: string
  readonly moveDown: string
  readonly moved: (name: string, place: number, count: number) => string
  readonly stays: (name: string, place: number, count: number) => string
  readonly many: (section: string, count: string) => string
  readonly graph: (now: string, peak: string) => string
  readonly empty: { readonly title: string; readonly hint: string }
}

const WORDS: QueueMessages = {
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
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  moveUp: 'Move up',
  moveDown: 'Move down',
  moved: (name, place, count) => `${name} is now number ${place} of ${count} in line.`,
  stays: (name, place, count) => `${name} stays number ${place} of ${count} in line.`,
  many: (section, count) => `${section}: ${count} downloads.`,
  graph: (now, peak) => `Speed over the last three minutes: ${now} now, ${peak} at most`,
  empty: { title: 'No downloads', hint: 'Models that you download show up here.' },
}

export function useQueueWords(): QueueMessages {
  return WORDS
}
