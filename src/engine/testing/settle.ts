interface Port {
  onmessage: (() => void) | null
  postMessage(message: null): void
  close(): void
}

const { MessageChannel } = globalThis as unknown as { MessageChannel: new () => { port1: Port; port2: Port } }

/**
 * Settles once every promise that could settle has done so: after one whole task. A message channel, and not a timer,
 * because fake timers of a test runner leave it alone and browsers do not slow it down.
 */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
