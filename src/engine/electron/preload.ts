import { PORT_REQUEST } from '../remote/message-port.js'
import type { PageGrant, PageRequest } from './messages.js'

/** What is needed of Electron's `ipcRenderer`. */
export interface ElectronIpcRenderer {
  postMessage(channel: string, message: unknown, transfer?: MessagePort[]): void
}

/** What is needed of the preload script's `window`. */
export interface PreloadWindow {
  postMessage(message: unknown, targetOrigin: string, transfer: MessagePort[]): void
  addEventListener(type: 'message', listener: (event: PreloadMessageEvent) => void): void
}

interface PreloadMessageEvent {
  readonly data: unknown
  readonly source: unknown
}

export interface ExposeEngineOptions {
  /** Electron's. */
  readonly ipcRenderer: ElectronIpcRenderer
  /** Default: the script's own. */
  readonly window?: PreloadWindow
}

/**
 * Lets the page of this window ask for ports to the engine. It puts nothing into the page's world, and passes on nothing else; the main process
 * decides which pages it serves. Works under `contextIsolation` and `sandbox`; bundle the preload script into one CommonJS file.
 */
export function exposeEngine({ ipcRenderer, window: own }: ExposeEngineOptions): void {
  const page = own ?? (globalThis.window as unknown as PreloadWindow)
  page.addEventListener('message', ({ data, source }) => {
    const request = data as Partial<PageRequest> | null
    if (source !== page || request?.type !== 'weightlift:ask' || typeof request.id !== 'string') return
    const { port1, port2 } = new MessageChannel()
    ipcRenderer.postMessage(PORT_REQUEST, null, [port2])
    page.postMessage({ type: 'weightlift:port', id: request.id } satisfies PageGrant, '*', [port1])
  })
}
