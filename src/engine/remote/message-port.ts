/** A message port wherever there is one: a page, a worker, Node, Electron's main process. Each tells of messages in its own way. */
export interface MessagePortLike {
  postMessage(message: unknown): void
  close(): void
  /** Pages, workers and Node. */
  addEventListener?(type: string, listener: (event: { readonly data?: unknown }) => void): void
  /** Electron's main process. */
  on?(type: string, listener: (event: { readonly data?: unknown }) => void): unknown
  start?(): void
}

/** Takes messages from a port, and the news that its other end is gone where the platform tells. */
export function listenToPort(port: MessagePortLike, onMessage: (message: unknown) => void, onClose: () => void): void {
  const listen = (port.addEventListener ?? port.on)?.bind(port)
  listen?.('message', ({ data }) => onMessage(data))
  // What cannot be read here counts as a message that does not fit.
  listen?.('messageerror', () => onMessage(null))
  listen?.('close', onClose)
  port.start?.()
}

/**
 * What goes through a port. Each `message` is acknowledged by the listening end, so that the serving end knows how far it is
 * behind: a port has no such thing, and what waits in one takes memory without bound.
 */
export type PortMessage =
  | { readonly weightlift: 'message'; readonly message: unknown }
  /** How many messages came so far. */
  | { readonly weightlift: 'ack'; readonly count: number }
  | { readonly weightlift: 'bye' }

/** Whoever wants to connect sends this with a port of a channel that it made. */
export const PORT_REQUEST = 'weightlift:connect'

/** Reads what came through a port; null for what is not one of ours. */
export function readPortMessage(raw: unknown): PortMessage | null {
  if (typeof raw !== 'object' || raw === null || !('weightlift' in raw)) return null
  const { weightlift } = raw
  if (weightlift === 'message' && 'message' in raw) return { weightlift, message: raw.message }
  if (weightlift === 'ack' && 'count' in raw && Number.isSafeInteger(raw.count)) {
    return { weightlift, count: raw.count as number }
  }
  return weightlift === 'bye' ? { weightlift } : null
}
