import { type Download, isActive } from '../core/download.js'
import type { Engine } from '../core/engine.js'
import type { DownloadEvent } from '../core/event.js'
import { onEvent } from '../core/on-event.js'
import type { EngineSnapshot } from '../core/snapshot.js'

/** What is needed of Electron's `BrowserWindow`. */
export interface ElectronWindow {
  isDestroyed(): boolean
  setProgressBar(progress: number, options?: { readonly mode: ProgressMode }): void
}

export type ProgressMode = 'none' | 'normal' | 'indeterminate' | 'error' | 'paused'

/** Each part is there only if its object of Electron's is given. */
export interface DesktopOptions {
  /** For progress in the taskbar or dock: `() => BrowserWindow.getAllWindows()`. */
  readonly windows?: () => readonly ElectronWindow[]
  /** For a badge with the number of downloads under way: `app`. */
  readonly app?: { setBadgeCount(count: number): unknown }
  /** To keep the machine awake while bytes move, and only then: `powerSaveBlocker`. */
  readonly powerSaveBlocker?: { start(type: 'prevent-app-suspension'): number; stop(id: number): unknown }
  /** To tell of what is complete or failed: `Notification`. */
  readonly Notification?: new (
    words: NotificationWords,
  ) => { show(): void }
  /** Words of a notification; null for none. Default: English, for `completed` and `failed`. */
  readonly notify?: (event: DownloadEvent) => NotificationWords | null
}

export interface NotificationWords {
  readonly title: string
  readonly body: string
}

/**
 * Shows an engine's work where the desktop shows such things, from Electron's main process.
 *
 * @returns a function that ends it and takes everything back.
 */
export function showOnDesktop(engine: Engine, options: DesktopOptions): () => void {
  const { windows, app, powerSaveBlocker, Notification, notify = defaultWords } = options
  let shownBadge = 0
  let isBarShown = false
  let blocker: number | null = null

  function showProgress({ downloads }: Pick<EngineSnapshot, 'downloads'>): void {
    const active = Object.values(downloads).filter(({ status }) => isActive(status))
    if (app !== undefined && active.length !== shownBadge) {
      shownBadge = active.length
      app.setBadgeCount(shownBadge)
    }
    if (windows === undefined || (active.length === 0 && !isBarShown)) return
    isBarShown = active.length > 0
    for (const window of windows()) {
      if (!window.isDestroyed()) window.setProgressBar(...barOf(active))
    }
  }

  function keepAwake(isMoving: boolean): void {
    if (powerSaveBlocker === undefined || isMoving === (blocker !== null)) return
    if (blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    else {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }

  function show(): void {
    const snapshot = engine.getSnapshot()
    showProgress(snapshot)
    keepAwake(snapshot.link === 'open' && Object.values(snapshot.downloads).some(isMoving))
  }

  show()
  const stops = [engine.subscribe(show)]
  if (Notification !== undefined) {
    stops.push(
      onEvent(engine, (event) => {
        const words = event.type === 'network' ? null : notify(event)
        if (words !== null) new Notification(words).show()
      }),
    )
  }
  return () => {
    for (const stop of stops) stop()
    showProgress({ downloads: {} })
    keepAwake(false)
  }
}

/** A stalled download moves nothing, and shall not keep a laptop awake until it is empty. */
function isMoving({ status, bytesPerSecond }: Download): boolean {
  return status === 'verifying' || status === 'preparing' || (status === 'downloading' && bytesPerSecond !== 0)
}

function barOf(active: readonly Download[]): [number, { mode: ProgressMode }] {
  if (active.length === 0) return [-1, { mode: 'none' }]
  let total: number | null = 0
  let received = 0
  for (const { totalBytes, receivedBytes } of active) {
    total = total === null || totalBytes === null ? null : total + totalBytes
    received += receivedBytes
  }
  // Above 1 is how Electron is told that it is not known.
  if (total === null || total === 0) return [2, { mode: 'indeterminate' }]
  return [received / total, { mode: active.every(({ status }) => status === 'waiting') ? 'paused' : 'normal' }]
}

function defaultWords({ type, download }: DownloadEvent): NotificationWords | null {
  const title = download.name ?? download.id
  if (type === 'completed') return { title, body: 'Ready to use.' }
  return type === 'failed' ? { title, body: download.error?.message ?? 'The download failed.' } : null
}
