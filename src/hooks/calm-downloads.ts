import type { Download } from '../engine/core/download.js'
import type { EngineStore } from './engine-store.js'
import { downloadOf } from './refresh-answers.js'

/** Least time between two changes of a number in a list, milliseconds. */
const CALM_MS = 250

/** The downloads of an engine as a list shows them. */
export interface CalmDownloads {
  readonly get: (id: string) => Download | null
  readonly subscribe: (onChange: () => void) => () => void
}

const lists = new WeakMap<EngineStore, CalmDownloads>()

/**
 * The downloads of an engine, whose numbers change at most four times a second, all of them at once, so that a list of any length renders no
 * oftener. Everything else that changes is there at once.
 */
export function calmDownloadsOf(store: EngineStore): CalmDownloads {
  const known = lists.get(store)
  if (known !== undefined) return known
  const made = createCalmDownloads(store)
  lists.set(store, made)
  return made
}

function createCalmDownloads({ snapshots }: EngineStore): CalmDownloads {
  const listeners = new Set<() => void>()
  let shown: Readonly<Record<string, Download>> = {}
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop = (): void => {}

  const show = (downloads: Readonly<Record<string, Download>>): void => {
    shown = downloads
    for (const listener of [...listeners]) listener()
  }

  const onChange = (): void => {
    const { downloads } = snapshots.getState()
    const urgent: Record<string, Download> = {}
    let isCalm = true
    for (const [id, download] of Object.entries(downloads)) {
      const last = downloadOf({ downloads: shown }, id)
      if (last === download) continue
      if (last === null || isUrgent(last, download)) urgent[id] = download
      else isCalm = false
    }
    const gone = Object.keys(shown).some((id) => !Object.hasOwn(downloads, id))
    if (gone || Object.keys(urgent).length > 0) {
      const kept = gone ? Object.entries(shown).filter(([id]) => Object.hasOwn(downloads, id)) : null
      show({ ...(kept === null ? shown : Object.fromEntries(kept)), ...urgent })
    }
    if (!isCalm) timer ??= setTimeout(later, CALM_MS)
  }

  const later = (): void => {
    timer = undefined
    show(snapshots.getState().downloads)
  }

  return {
    // Nobody keeps it up to date while nobody listens.
    get: (id) => downloadOf(listeners.size === 0 ? snapshots.getState() : { downloads: shown }, id),
    subscribe(listener) {
      if (listeners.size === 0) {
        shown = snapshots.getState().downloads
        stop = snapshots.subscribe(onChange)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stop()
        clearTimeout(timer)
        timer = undefined
      }
    },
  }
}

/** Of a download: what is more than a number that grows by itself. */
const URGENT = [
  'status',
  'reason',
  'untilMs',
  'error',
  'position',
  'priority',
  'name',
  'restarts',
  'updating',
  'updateAvailable',
  'unverified',
] as const

function isUrgent(a: Download, b: Download): boolean {
  return URGENT.some((key) => a[key] !== b[key]) || (a.bytesPerSecond === 0) !== (b.bytesPerSecond === 0)
}
