// The few web globals that every platform has (Node, browsers, workers). Declared here, and not by "lib": ["DOM"], so that fetch,
// window, timers and process stay out of reach of the code that must not know its platform.

interface AbortSignalEventMap {
  abort: unknown
}

interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted(): void
  addEventListener(type: keyof AbortSignalEventMap, listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: keyof AbortSignalEventMap, listener: () => void): void
}

declare class AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}

declare class URL {
  constructor(url: string, base?: string)
  readonly href: string
  readonly protocol: string
  readonly host: string
  readonly hostname: string
  readonly origin: string
  readonly pathname: string
  readonly search: string
  readonly username: string
  readonly password: string
}
