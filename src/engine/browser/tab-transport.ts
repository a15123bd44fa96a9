import type { ErrorData } from '../core/errors.js'
import type { Transport, TransportStatus } from '../remote/transport.js'
import type { GroupMessage, LineMessage, SharedNames } from './worker/messages.js'

/** A page's line to the engine that owns the directory, in whichever tab it runs. */
export interface TabTransport extends Transport {
  /** This tab's own engine cannot run; another tab's may. */
  fail(error: ErrorData): Promise<void>
}

/** Finds the owner, and the next one when it is gone. */
export function createTabTransport(names: SharedNames): TabTransport {
  const tab = newId()
  const group = new BroadcastChannel(names.group)
  const line = new BroadcastChannel(names.line(tab))
  const statusListeners = new Set<(status: TransportStatus, error: ErrorData | null) => void>()
  const listeners = new Set<(message: unknown) => void>()
  let status: TransportStatus = 'connecting'
  let owner = ''
  let letGo: () => void = () => undefined

  function become(next: TransportStatus, error: ErrorData | null = null): void {
    status = next
    for (const listener of statusListeners) listener(next, error)
  }

  function hear(message: LineMessage | null): void {
    // What other releases, or other code of the site, may post here.
    if (message === null) return
    if (message.type === 'welcome' && message.owner !== owner) {
      if (status === 'open') become('lost')
      owner = message.owner
      become('open')
    }
    if (message.type === 'bye' && message.owner === owner && status === 'open') become('lost')
    if (message.type === 'down' && message.owner === owner) for (const listener of listeners) listener(message.message)
  }

  const ask = (): void => {
    if (status !== 'closed') group.postMessage({ type: 'who', tab } satisfies GroupMessage)
  }

  line.onmessage = ({ data }: MessageEvent<LineMessage | null>) => hear(data)
  group.onmessage = ({ data }: MessageEvent<GroupMessage | null>) => {
    if (data?.type === 'owner') ask()
  }
  // Held as long as this tab lives: by it the owner learns that a tab is gone. Asked for first, so that the owner does not get it.
  const { locks } = navigator as { locks?: LockManager }
  if (locks === undefined) ask()
  else {
    void locks.request(names.tabLock(tab), () => {
      ask()
      return new Promise<void>((resolve) => {
        letGo = resolve
        if (status === 'closed') resolve()
      })
    })
  }

  return {
    getStatus: () => status,
    onStatus(listener) {
      statusListeners.add(listener)
      return () => statusListeners.delete(listener)
    },
    onMessage(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    send(message) {
      if (status === 'open') line.postMessage({ type: 'up', owner, message } satisfies LineMessage)
    },
    async fail(error) {
      if (await isOwned(names)) return
      if (status === 'connecting' || status === 'lost') become('lost', error)
    },
    close() {
      if (status === 'closed') return
      become('closed')
      letGo()
      group.close()
      line.close()
    },
  }
}

async function isOwned({ ownerLock }: SharedNames): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query().catch(() => null)) ?? {}
  return held.some(({ name }) => name === ownerLock)
}

function newId(): string {
  const random = crypto.getRandomValues(new Uint32Array(4))
  return [...random].map((number) => number.toString(36)).join('')
}
