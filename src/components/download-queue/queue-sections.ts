import type { DownloadStatus } from '../../engine/core/download.js'
import { urgencyOf } from '../../engine/core/priority.js'
import type { EngineSnapshot } from '../../engine/core/snapshot.js'

/** What a queue is divided into, in the order in which it is shown: what moves, what needs a person, what comes, what is over. */
export const QUEUE_SECTIONS = ['running', 'failed', 'queued', 'waiting', 'paused', 'completed', 'cancelled'] as const

export type QueueSectionName = (typeof QUEUE_SECTIONS)[number]

const SECTION_OF: Readonly<Record<DownloadStatus, QueueSectionName>> = {
  queued: 'queued',
  preparing: 'running',
  downloading: 'running',
  waiting: 'waiting',
  paused: 'paused',
  verifying: 'running',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
}

/** The section that a status belongs to. */
export function sectionOf(status: DownloadStatus): QueueSectionName {
  return SECTION_OF[status]
}

/** The downloads of an engine by section. The same object until a download comes, goes, or changes its place. */
export interface QueueSections {
  /** In the user's order; those that are `queued` as they will run. */
  readonly ids: Readonly<Record<QueueSectionName, readonly string[]>>
  /** Of each queued download, as a number: one may change places only with its equals. */
  readonly urgencies: readonly number[]
  /** All downloads. */
  readonly count: number
}

type Lists = Record<QueueSectionName, readonly string[]>

export const NO_SECTIONS: QueueSections = divide({ order: [], downloads: {} })

/** Makes a function that divides snapshots, and gives what it gave before where nothing changed its place. */
export function createSectioner(): (snapshot: Pick<EngineSnapshot, 'order' | 'downloads'>) => QueueSections {
  let of: Pick<EngineSnapshot, 'order' | 'downloads'> | null = null
  let last = NO_SECTIONS
  return (snapshot) => {
    if (snapshot.downloads !== of?.downloads || snapshot.order !== of.order) last = keep(last, divide(snapshot))
    of = snapshot
    return last
  }
}

function divide({ order, downloads }: Pick<EngineSnapshot, 'order' | 'downloads'>): QueueSections {
  const ids = Object.fromEntries(QUEUE_SECTIONS.map((name) => [name, [] as string[]])) as Record<
    QueueSectionName,
    string[]
  >
  let count = 0
  for (const id of order) {
    const download = downloads[id]
    if (download === undefined) continue
    ids[SECTION_OF[download.status]].push(id)
    count += 1
  }
  const place = (id: string): number => downloads[id]?.position ?? Number.POSITIVE_INFINITY
  // Places are unknown all at once, if at all: two infinities are no number.
  ids.queued.sort((a, b) => place(a) - place(b) || 0)
  const urgencies = ids.queued.map((id) => urgencyOf(downloads[id]?.priority ?? 'normal'))
  return { ids, urgencies, count }
}

function keep(last: QueueSections, next: QueueSections): QueueSections {
  const ids: Lists = { ...next.ids }
  let isSame = last.count === next.count && isSameList(last.urgencies, next.urgencies)
  for (const name of QUEUE_SECTIONS) {
    if (isSameList(last.ids[name], ids[name])) ids[name] = last.ids[name]
    else isSame = false
  }
  return isSame ? last : { ...next, ids }
}

function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at])
}
