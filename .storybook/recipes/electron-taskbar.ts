import { useEffect } from 'react'
import { useDownloadQueue } from 'weightlift'

/** Of Electron's `BrowserWindow`, what the page reaches through its preload script. */
export interface Taskbar {
  /** 0 to 1; below 0 takes the bar away, above 1 lets it run without an end. */
  setProgressBar(progress: number, options?: { mode: 'normal' | 'paused' | 'error' | 'indeterminate' }): void
}

/** Shows all downloads together on the window's icon in the taskbar, or in the dock. */
export function useTaskbarProgress(taskbar: Taskbar): void {
  const { done, mode } = useDownloadQueue({
    select: ({ totals: { receivedBytes, totalBytes }, counts, running }) => ({
      // In whole percent, so that the icon is drawn anew a hundred times and not ten times a second.
      done: totalBytes === null ? null : totalBytes === 0 ? -1 : Math.floor((receivedBytes / totalBytes) * 100) / 100,
      mode: running > 0 ? ('normal' as const) : counts.failed > 0 ? ('error' as const) : ('paused' as const),
    }),
  })
  useEffect(() => {
    if (done === null) taskbar.setProgressBar(2, { mode: 'indeterminate' })
    else taskbar.setProgressBar(done, { mode })
  }, [taskbar, done, mode])
}
