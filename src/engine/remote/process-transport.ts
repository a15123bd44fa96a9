import { EngineError, type ErrorData, errorDataOf, toErrorData } from '../core/errors.js'
import type { BorderClock } from './clock.js'
import { createHeartbeat } from './heartbeat.js'
import { createLineReader, toLine } from './line-format.js'
import type { Transport, TransportStatus } from './transport.js'

/** A process with an engine in it that speaks lines of JSON. */
export interface SidecarProcess {
  /** Writes to its standard input. What it rejects with is told to nobody: the process is about to end. */
  write(text: string): void | Promise<void>
  /** Ends it, and settles when it has ended. */
  end(): void | Promise<void>
}

/** What a process tells of itself. */
export interface SidecarEvents {
  /** Text of its standard output, cut anywhere. */
  onText(text: string): void
  /** It has ended, or never began; the reason is for people. */
  onEnd(reason: string): void
}

export interface RestartOptions {
  /** Before the first start after a crash, milliseconds; doubled with each that brings no message. Default 200. */
  readonly minMs?: number
  /** At most, milliseconds. Default 10000. */
  readonly maxMs?: number
}

export interface ProcessTransportOptions {
  /** Starts the process. Called again when it has ended, until the transport is closed. */
  readonly start: (events: SidecarEvents) => Promise<SidecarProcess>
  readonly clock: BorderClock
  readonly restart?: RestartOptions
  /** Characters of one message from the process. Default 64 Mi. */
  readonly maxMessageChars?: number
  /** Called each time the process ended or could not be started. */
  readonly onTrouble?: (error: ErrorData) => void
}

/**
 * A transport over a process that is started by it and again whenever it ends. One that stands still (stopped, swapped out) is
 * noticed after six seconds: the status is `lost` until it goes on, and after half a minute another is started in its place. Its
 * first word may take fifteen seconds until `onTrouble` tells of it and the status is `lost`, and a minute until another is started, twice as
 * long with each start that brought none. An engine over it is `connecting` all that time, as until any first snapshot.
 */
export function createProcessTransport(options: ProcessTransportOptions): Transport {
  const { start, clock, maxMessageChars = 64 * 1024 * 1024 } = options
  const { minMs = 200, maxMs = 10_000 } = options.restart ?? {}
  const onStatus = new Set<Parameters<Transport['onStatus']>[0]>()
  const onMessage = new Set<Parameters<Transport['onMessage']>[0]>()
  let status: TransportStatus = 'connecting'
  let current: SidecarProcess | null = null
  let starting: Promise<void> | null = null
  let closing: Promise<void> | null = null
  let life = 0
  let attempt = 0
  let mute = 0
  let hasSpoken = false
  let stopWaiting: () => void = () => undefined
  const heartbeat = createHeartbeat({ clock, ask: () => void write({ type: 'ping' }), onSilent, onFrozen })

  function setStatus(next: TransportStatus, error: ErrorData | null): void {
    status = next
    for (const listener of [...onStatus]) listener(next, error)
  }

  async function run(): Promise<void> {
    life += 1
    const own = life
    hasSpoken = false
    const isCurrent = (): boolean => own === life && closing === null
    const reader = createLineReader({
      maxChars: maxMessageChars,
      onMessage(message) {
        if (!isCurrent()) return
        attempt = 0
        mute = 0
        hasSpoken = true
        heartbeat.heard()
        if (status === 'lost' && current !== null) setStatus('open', null)
        for (const listener of [...onMessage]) listener(message)
      },
    })
    const events: SidecarEvents = {
      onText: (text) => reader.feed(text),
      onEnd(reason) {
        if (isCurrent())
          broken(new EngineError('link-lost', `The engine's process ended: ${reason}. It is started again.`))
      },
    }
    try {
      const process = await start(events)
      if (own !== life || closing !== null) return void (await process.end())
      current = process
      // A program that speaks before it is known to have started has said its first word.
      if (!hasSpoken) heartbeat.begin(FIRST_WORD_SECONDS * 2 ** Math.min(mute, MOST_DOUBLED))
      setStatus('open', null)
    } catch (thrown) {
      if (isCurrent()) broken(thrown)
    }
  }

  function broken(thrown: unknown): void {
    // What the old one still says is not listened to.
    life += 1
    current = null
    heartbeat.stop()
    const error = errorDataOf(
      thrown,
      'link-lost',
      "The engine's process cannot be started. Check that it is installed.",
    )
    options.onTrouble?.(error)
    setStatus('lost', error)
    stopWaiting = clock.setTimer(Math.min(maxMs, minMs * 2 ** attempt), begin)
    attempt += 1
  }

  function begin(): void {
    starting = run()
  }

  function onSilent(): void {
    if (status !== 'open') return
    options.onTrouble?.(SILENT)
    setStatus('lost', SILENT)
  }

  function onFrozen(): void {
    const frozen = current
    if (!hasSpoken) mute += 1
    life += 1
    current = null
    heartbeat.stop()
    // Two of them on one directory would be in each other's way.
    starting = Promise.resolve(frozen?.end())
      .catch(() => undefined)
      .then(() => (closing === null ? run() : undefined))
  }

  async function write(message: unknown): Promise<void> {
    // A pipe that broke shows by the process's end.
    await Promise.resolve(current?.write(toLine(message))).catch(() => undefined)
  }

  async function end(): Promise<void> {
    stopWaiting()
    heartbeat.stop()
    await starting
    await current?.end()
    current = null
  }

  begin()

  return {
    getStatus: () => status,
    onStatus: (listener) => add(onStatus, listener),
    onMessage: (listener) => add(onMessage, listener),
    async send(message) {
      if (status === 'open') await write(message)
    },
    close() {
      if (closing !== null) return closing
      closing = end()
      setStatus('closed', null)
      return closing
    },
  }
}

/** How long a program may take until its first word. */
const FIRST_WORD_SECONDS = 60
/** A machine on which every start takes minutes gets there in the end. */
const MOST_DOUBLED = 4

const SILENT: ErrorData = toErrorData(
  new EngineError('timeout', "The engine's process stands still. If it does not go on soon, it is started again."),
)

function add<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
