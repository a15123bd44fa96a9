import type { Engine } from '../core/engine.js'
import { PORT_REQUEST } from '../remote/message-port.js'
import { createPortDoor } from '../remote/port-door.js'
import type { PortHostOptions } from '../remote/port-host.js'
import { createWarner, type OnWarning } from '../remote/warning.js'
import { type ElectronPages, pageFilter } from './pages.js'

export type { Engine } from '../core/engine.js'
export type { Catalog } from '../remote/model-policy.js'
export type { Allow } from '../remote/policy.js'
export type { Warning } from '../remote/warning.js'
export { type DesktopOptions, showOnDesktop } from './desktop.js'
export type { ElectronPage, ElectronPages } from './pages.js'

/** What is needed of Electron's `MessagePortMain`. */
export interface ElectronPort {
  on(type: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  postMessage(message: unknown): void
  start(): void
  close(): void
}

/** What is needed of Electron's `ipcMain`. */
export interface ElectronIpcMain {
  on(channel: string, listener: (event: ElectronIpcEvent) => void): unknown
  removeListener(channel: string, listener: (event: ElectronIpcEvent) => void): unknown
}

export interface ElectronIpcEvent {
  readonly ports: readonly ElectronPort[]
  /** null where the frame is gone already. */
  readonly senderFrame: { readonly url: string; readonly parent: object | null } | null
}

/** What is needed of Electron's `UtilityProcess`. */
export interface ElectronUtilityProcess {
  // biome-ignore lint/suspicious/noExplicitAny: Electron's own type names its port class, which is not here.
  postMessage(message: unknown, transfer?: any[]): void
}

/** What is needed of a utility process's `process.parentPort`. */
export interface ElectronParentPort {
  on(
    type: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly ElectronPort[] }) => void,
  ): unknown
  // biome-ignore lint/suspicious/noExplicitAny: one listener is as good as another to an emitter.
  removeListener(type: 'message', listener: (...args: any[]) => void): unknown
}

interface PagesOptions {
  /** Electron's. */
  readonly ipcMain: ElectronIpcMain
  /**
   * The pages that may connect: URLs they begin with, like `app://bundle/`, `http://localhost:5173` or a `file:` URL of the folder.
   * Frames inside a page are not served. Or a function that decides.
   */
  readonly pages: ElectronPages
}

export interface ServeElectronEngineOptions extends PortHostOptions, PagesOptions {}

export interface ForwardElectronEngineOptions extends PagesOptions {
  /** The utility process that calls `serveUtilityEngine`; or a function that gives the present one, null while there is none. */
  readonly child: ElectronUtilityProcess | (() => ElectronUtilityProcess | null)
  /** Told which pages were turned away. Default: nobody. */
  readonly onWarning?: OnWarning
}

export interface ServeUtilityEngineOptions extends PortHostOptions {
  /** `process.parentPort` of the utility process. */
  readonly parentPort: ElectronParentPort
}

/**
 * Offers an engine in Electron's main process to its windows, each over a port of its own. A window that is closed, reloaded or crashes
 * leaves nothing behind, and the engine goes on.
 *
 * @returns a function that says goodbye to every window; the engine stays open.
 * @throws EngineError `invalid-model` where the catalogue cannot be right, `invalid-command` where a page is no URL.
 */
export function serveElectronEngine(engine: Engine | Promise<Engine>, options: ServeElectronEngineOptions): () => void {
  const { ipcMain, pages, ...rest } = options
  const door = createPortDoor(engine, rest)
  const stop = letPagesIn({ ipcMain, pages, onWarning: options.onWarning }, (port) => {
    door.enter(port)
    return true
  })
  return () => {
    stop()
    door.close()
  }
}

/**
 * Hands the windows' ports on to a utility process, where the engine is: its work then never holds up the main process.
 *
 * @returns a function that ends it; windows that are connected stay so.
 * @throws EngineError `invalid-command` where a page is no URL.
 */
export function forwardElectronEngine(options: ForwardElectronEngineOptions): () => void {
  const { child, ...rest } = options
  return letPagesIn(rest, (port) => {
    const present = typeof child === 'function' ? child() : child
    present?.postMessage({ type: PORT_REQUEST }, [port])
    return present !== null
  })
}

/**
 * Offers an engine in a utility process to the windows whose ports `forwardElectronEngine` hands on. Call it before the first `await`;
 * the engine may come later.
 *
 * @returns a function that says goodbye to every window; the engine stays open.
 * @throws EngineError `invalid-model` where the catalogue cannot be right.
 */
export function serveUtilityEngine(engine: Engine | Promise<Engine>, options: ServeUtilityEngineOptions): () => void {
  const { parentPort, ...rest } = options
  const door = createPortDoor(engine, rest)

  function hear({ data, ports }: { readonly data: unknown; readonly ports: readonly ElectronPort[] }): void {
    const [port] = ports
    if ((data as { type?: unknown } | null)?.type === PORT_REQUEST && port !== undefined) door.enter(port)
  }

  parentPort.on('message', hear)
  return () => {
    parentPort.removeListener('message', hear)
    door.close()
  }
}

function letPagesIn(
  { ipcMain, pages, onWarning }: PagesOptions & { readonly onWarning?: OnWarning | undefined },
  enter: (port: ElectronPort) => boolean,
): () => void {
  const isAllowed = pageFilter(pages)
  const warn = createWarner(onWarning)

  function hear({ ports, senderFrame }: ElectronIpcEvent): void {
    const [port] = ports
    if (port === undefined) return
    if (senderFrame === null || !isAllowed({ url: senderFrame.url, isMainFrame: senderFrame.parent === null })) {
      warn('refused', 'A page that pages does not list asked for the engine.')
      return port.close()
    }
    if (!enter(port)) port.close()
  }

  ipcMain.on(PORT_REQUEST, hear)
  return () => void ipcMain.removeListener(PORT_REQUEST, hear)
}
