import type { Engine } from '../core/engine.js'
import { EngineError } from '../core/errors.js'
import type { BorderClock } from '../remote/clock.js'
import { connectEngine } from '../remote/connect-engine.js'
import { createPortTransport } from '../remote/port-transport.js'
import type { ReconnectOptions } from '../remote/reconnect.js'
import { randomId, systemClock } from '../remote/system-clock.js'
import type { OnWarning } from '../remote/warning.js'
import type { PageGrant, PageRequest } from './messages.js'

export type { Engine } from '../core/engine.js'
export type { ReconnectOptions } from '../remote/reconnect.js'
export type { Warning } from '../remote/warning.js'

/** What is needed of the page's `window`. */
export interface PageWindow {
  postMessage(message: unknown, targetOrigin: string): void
  addEventListener(type: 'message', listener: (event: PageMessageEvent) => void): void
  removeEventListener(type: 'message', listener: (event: PageMessageEvent) => void): void
}

interface PageMessageEvent {
  readonly data: unknown
  readonly source: unknown
  readonly ports: readonly MessagePort[]
}

export interface ConnectElectronEngineOptions {
  readonly reconnect?: ReconnectOptions
  /** How long a command or query waits for a link that is down before it is refused with `link-lost`, milliseconds. Default 10000. */
  readonly waitMs?: number
  /** Called when a message does not fit. Nothing in it is secret. Default: nothing is reported. */
  readonly onWarning?: OnWarning
  /** Default: the page's own. */
  readonly window?: PageWindow
  /** Default: the machine's. */
  readonly clock?: BorderClock
}

const ANSWER_MS = 10_000

/**
 * Connects a window's page to the engine of the main or a utility process, by a port of its own. It connects by itself and again when
 * that process was started anew. The preload script has to call `exposeEngine`.
 */
export function connectElectronEngine(options: ConnectElectronEngineOptions = {}): Engine {
  const { reconnect, window: page = globalThis.window as unknown as PageWindow, ...rest } = options
  const clock = options.clock ?? systemClock
  const transport = createPortTransport({ open: () => askForPort(page, clock), reconnect, clock })
  return connectEngine(transport, rest)
}

function askForPort(page: PageWindow, clock: BorderClock): Promise<MessagePort> {
  const id = randomId(clock)
  return new Promise((resolve, reject) => {
    function end(): void {
      cancel()
      page.removeEventListener('message', hear)
    }

    function hear({ data, source, ports }: PageMessageEvent): void {
      const grant = data as Partial<PageGrant> | null
      const [port] = ports
      // Frames and other windows can post here, too.
      if (source !== page || grant?.type !== 'weightlift:port' || grant.id !== id || port === undefined) return
      end()
      resolve(port)
    }

    const cancel = clock.setTimer(ANSWER_MS, () => {
      end()
      reject(NO_PRELOAD)
    })
    page.addEventListener('message', hear)
    // Only this window's own listeners get it, whatever its origin: that of a file is none that could be named.
    page.postMessage({ type: 'weightlift:ask', id } satisfies PageRequest, '*')
  })
}

const NO_PRELOAD: EngineError = new EngineError(
  'link-lost',
  "The window's preload script does not answer, so the engine cannot be reached. Call exposeEngine({ ipcRenderer }) in it.",
)
