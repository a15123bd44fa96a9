import { EventEmitter } from 'node:events'
import type { MessagePort as NodePort } from 'node:worker_threads'
import type { ElectronIpcEvent, ElectronPort } from '../../../src/engine/electron/main.js'
import { exposeEngine } from '../../../src/engine/electron/preload.js'
import type { PageWindow } from '../../../src/engine/electron/renderer.js'

/** Electron's main process as far as an engine needs it: real message ports, in Electron's own dress. */
export interface FakeElectron {
  readonly ipcMain: EventEmitter
  /** Opens a window whose preload script has called `exposeEngine`. */
  open(url?: string, options?: { readonly isFrame?: boolean }): FakeWindow
}

export interface FakeWindow {
  readonly page: PageWindow
  /** Messages from elsewhere: another window, a frame. */
  postFromOutside(data: unknown): void
  /** The page is gone, with all its ports, as on a close, a reload or a crash. */
  destroy(): void
}

/** A port as the main process has it. */
export function toMain(port: MessagePort): ElectronPort {
  const emitter = new EventEmitter()
  const node = port as unknown as NodePort
  node.on('close', () => emitter.emit('close'))
  return {
    on: (type: string, listener: (event: { readonly data: unknown }) => void) => emitter.on(type, listener),
    postMessage: (message: unknown) => node.postMessage(message),
    start: () => void node.on('message', (data) => emitter.emit('message', { data })),
    close: () => node.close(),
  } as ElectronPort
}

type Listener = (event: {
  readonly data: unknown
  readonly source: unknown
  readonly ports: readonly MessagePort[]
}) => void

export function createFakeElectron(): FakeElectron {
  const ipcMain = new EventEmitter()
  return {
    ipcMain,
    open(url = 'app://bundle/index.html', { isFrame = false } = {}) {
      const listeners = new Set<Listener>()
      const ports: MessagePort[] = []
      let isGone = false
      const tell = (data: unknown, source: unknown, passed: readonly MessagePort[]): void => {
        queueMicrotask(() => {
          for (const listener of [...listeners]) listener({ data: structuredClone(data), source, ports: passed })
        })
      }
      const page = {
        postMessage(data: unknown, _origin: string, passed: readonly MessagePort[] = []) {
          ports.push(...passed)
          tell(data, page, passed)
        },
        addEventListener: (_: 'message', listener: Listener) => void listeners.add(listener),
        removeEventListener: (_: 'message', listener: Listener) => void listeners.delete(listener),
      }
      exposeEngine({
        window: page,
        ipcRenderer: {
          postMessage(channel, message, transfer = []) {
            const senderFrame = isGone ? null : { url, parent: isFrame ? {} : null }
            const event: ElectronIpcEvent = { ports: transfer.map(toMain), senderFrame }
            queueMicrotask(() => ipcMain.emit(channel, event, message))
          },
        },
      })
      return {
        page,
        postFromOutside: (data) => tell(data, {}, []),
        destroy() {
          isGone = true
          listeners.clear()
          for (const port of ports) port.close()
        },
      }
    },
  }
}
