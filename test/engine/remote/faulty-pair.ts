import type { Transport, TransportStatus } from '../../../src/engine/remote/transport.js'
import type { VirtualClock } from '../../../src/engine/testing/virtual-clock.js'

/** How likely each trouble is, 0 to 1. */
export interface Troubles {
  lost: number
  doubled: number
  /** Up to a second late, so that others overtake it. */
  delayed: number
  /** Something else in its place. */
  damaged: number
}

/** A channel that breaks every promise that a transport makes. */
export interface FaultyPair {
  readonly near: Transport
  readonly troubles: Troubles
  /** Serves the other end; ends what was served before, as a killed host does. */
  serve(start: (far: Transport) => () => void): void
  kill(): void
  /** Messages handed over so far. */
  carried(): number
}

const NONSENSE: readonly unknown[] = [
  null,
  42,
  'x'.repeat(2_000_000),
  { type: 'patch', patch: { base: -1 } },
  { type: 'snapshot', version: 1, host: 'h', snapshot: { downloads: 7 } },
  { type: 'receipt', id: 'nobody', revision: 1e9, receipt: { ok: true } },
  { type: 'command', id: 'x', command: { type: 'download', model: { id: '../../etc/passwd' } } },
]

export function createFaultyPair(clock: VirtualClock): FaultyPair {
  const troubles: Troubles = { lost: 0, doubled: 0, delayed: 0, damaged: 0 }
  let carried = 0
  let connection = 0
  let stopServing: () => void = () => undefined
  let far: End = createEnd('closed', () => undefined)
  const near = createEnd('connecting', (message) => carry(message, () => far))

  function carry(message: unknown, to: () => End): void {
    const mine = connection
    const copies = clock.random() < troubles.doubled ? 2 : 1
    for (let copy = 0; copy < copies; copy += 1) {
      if (clock.random() < troubles.lost) continue
      const isDamaged = clock.random() < troubles.damaged
      const sent = isDamaged ? NONSENSE[Math.floor(clock.random() * NONSENSE.length)] : structuredClone(message)
      const delayMs = clock.random() < troubles.delayed ? clock.random() * 1000 : 1
      clock.setTimer(delayMs, () => {
        carried += 1
        if (mine === connection) to().deliver(sent)
      })
    }
  }

  const pair: FaultyPair = {
    near: near.transport,
    troubles,
    carried: () => carried,
    serve(start) {
      pair.kill()
      connection += 1
      far = createEnd('open', (message) => carry(message, () => near))
      stopServing = start(far.transport)
      near.become('open')
    },
    kill() {
      connection += 1
      stopServing()
      near.become('lost')
    },
  }
  return pair
}

interface End {
  readonly transport: Transport
  deliver(message: unknown): void
  become(status: TransportStatus): void
}

function createEnd(initial: TransportStatus, send: (message: unknown) => void): End {
  const onStatus = new Set<Parameters<Transport['onStatus']>[0]>()
  const onMessage = new Set<Parameters<Transport['onMessage']>[0]>()
  let status = initial
  return {
    deliver(message) {
      for (const listener of [...onMessage]) listener(message)
    },
    become(next) {
      if (status === 'closed' || status === next) return
      status = next
      for (const listener of [...onStatus]) listener(next, null)
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
      send: (message) => (status === 'open' ? send(message) : undefined),
      close() {
        status = 'closed'
      },
    },
  }
}
