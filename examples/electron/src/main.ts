import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { app, BrowserWindow, ipcMain, Notification, powerSaveBlocker } from 'electron'
import { createNodeEngine } from 'weightlift/node'
import { startApp } from './app.js'

const here = fileURLToPath(new URL('.', import.meta.url))
const folder = join(here, 'page')
const MODEL = 'https://huggingface.co/onnx-community/silero-vad/resolve/main/onnx/model.onnx'

function openWindow(): void {
  const window = new BrowserWindow({
    width: 720,
    height: 320,
    webPreferences: {
      preload: join(here, 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
    },
  })
  // The page goes nowhere else and opens nothing.
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  window.webContents.on('will-navigate', (event) => event.preventDefault())
  void window.loadFile(join(folder, 'index.html'))
}

await app.whenReady()
const engine = createNodeEngine({ directory: join(app.getPath('userData'), 'models') })
const desktop = { ipcMain, windows: () => BrowserWindow.getAllWindows(), app, powerSaveBlocker, Notification }
startApp(engine, desktop, `${pathToFileURL(folder).href}/`, MODEL)
openWindow()
app.on('activate', () => {
  if (BrowserWindow.getAllWindows().length === 0) openWindow()
})
app.on('window-all-closed', () => app.quit())

let isParked = false
app.on('before-quit', (event) => {
  if (isParked) return
  // What runs is parked, and goes on at the next start.
  event.preventDefault()
  void engine.close().finally(() => {
    isParked = true
    app.quit()
  })
})
