import { type DesktopOptions, type Engine, serveElectronEngine, showOnDesktop } from 'weightlift/electron/main'

/** What the app takes of Electron. */
export interface Desktop
  extends Required<Pick<DesktopOptions, 'windows' | 'app' | 'powerSaveBlocker' | 'Notification'>> {
  readonly ipcMain: Parameters<typeof serveElectronEngine>[1]['ipcMain']
}

/** The app without its windows: offers the engine to the pages of one folder, and shows its work on the desktop. */
export function startApp(engine: Engine, desktop: Desktop, pages: string, modelUrl: string): () => void {
  const { ipcMain, ...rest } = desktop
  const stops = [
    serveElectronEngine(engine, {
      ipcMain,
      pages: [pages],
      catalog: [{ id: 'silero-vad', name: 'Silero VAD', url: modelUrl }],
      allow: { cancel: true, remove: true },
    }),
    showOnDesktop(engine, rest),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
