/**
 * An engine that shows what was recorded, one snapshot each 100 ms, and does nothing else: what it costs is the border's.
 * @param {readonly import('../../dist/engine/index.js').EngineSnapshot[]} snapshots
 * @returns {{ engine: import('../../dist/engine/index.js').Engine, play(): Promise<void> }}
 */
export function createReplay(snapshots) {
  const listeners = new Set()
  let at = 0
  const snapshot = () => snapshots[Math.min(at, snapshots.length - 1)]
  return {
    engine: {
      getSnapshot: snapshot,
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      dispatch: async () => ({ ok: true }),
      query: async () => ({ ok: true, value: null }),
      close: async () => undefined,
    },
    play() {
      at = 0
      return new Promise((resolve) => {
        const timer = setInterval(() => {
          at += 1
          for (const listener of [...listeners]) listener()
          if (at < snapshots.length - 1) return
          clearInterval(timer)
          resolve()
        }, 100)
      })
    },
  }
}
