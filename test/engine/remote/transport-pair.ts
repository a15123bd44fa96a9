import type { ErrorData } from '../../../src/engine/core/errors.js'
import type { Transport, TransportStatus } from '../../../src/engine/remote/transport.js'

/** Two ends of one process: messages go through JSON, as over a wire, and arrive in a later turn. */
export interface TransportPair {
  readonly near: Transport
  /** The end of the present connection; a new one after each `restore`. */
  far(): Transport
  readonly sentUp: unknown[]
  readonly sentDown: unknown[]
  /** Cuts the link; what is under way is gone. */
  cut(error?: ErrorData): void
  /** Makes the link again; `onConnect` serves the new far end first. */
  restore(): void
  /** Lets the next message down vanish. */
  loseNextDown(): void
  /** Hands a raw message to the near end. */
  injectDown(message: unknown): void
  injectUp(message: unknown): void
  canSend: boolean
}

interface End {
  readonly transport: Transport
  setStatus(status: TransportStatus, error?: ErrorData): void
  deliver(message: unknown): void
}

export function createTransportPair(onConnect: (far: Transport) => void): TransportPair {
  const sentUp: unknown[] = []
  const sentDown: unknown[] = []
  let connection = 0
  let far: End | null = null
  let isLosing = false

  const near = createEnd('connecting', (message) => {
    sentUp.push(message)
    carry(() => far?.deliver(message))
  })

  function carry(deliver: () => void): void {
    const mine = connection
    queueMicrotask(() => {
      if (mine === connection) deliver()
    })
  }

  const pair: TransportPair = {
    near: near.transport,
    far: () => far!.transport,
    sentUp,
    sentDown,
    canSend: true,
    cut(error) {
      connection += 1
      const old = far
      far = null
      old?.setStatus('closed')
      near.setStatus('lost', error)
    },
    restore() {
      connection += 1
      far = createEnd(
        'open',
        (message) => {
          sentDown.push(message)
          if (isLosing) isLosing = false
          else carry(() => near.deliver(message))
        },
        () => pair.canSend,
      )
      onConnect(far.transport)
      near.setStatus('open')
    },
    loseNextDown() {
      isLosing = true
    },
    injectDown: (message) => near.deliver(message),
    injectUp: (message) => far?.deliver(message),
  }
  return pair
}

function createEnd(initial: TransportStatus, send: (message: unknown) => void, canSend?: () => boolean): End {
  const onStatus = new Set<(status: TransportStatus, error: ErrorData | null) => void>()
  const onMessage = new Set<(message: unknown) => void>()
  let status = initial

  function setStatus(next: TransportStatus, error: ErrorData | null = null): void {
    if (status === 'closed') return
    status = next
    for (const listener of [...onStatus]) listener(next, error)
  }

  return {
    setStatus,
    deliver(message) {
      for (const listener of [...onMessage]) listener(message)
    },
    transport: {
      getStatus: () => status,
      onStatus(listener) {
        onStatus.add(listener)
        return () => onStatus.delete(listener)
      },
      onMessage(listener) {
        onMessage.add(listener)
        return () => onMessage.delete(listener)
      },
      send(message) {
        if (status === 'open') send(JSON.parse(JSON.stringify(message)))
      },
      canSend,
      close: () => setStatus('closed'),
    },
  }
}
