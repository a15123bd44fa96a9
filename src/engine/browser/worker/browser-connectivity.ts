import type { Connectivity } from '../../ports/connectivity.js'

/** What `navigator` tells of the line. Not every browser has `connection`. */
interface Line extends EventTarget {
  readonly saveData?: boolean
  readonly type?: string
}

/** The browser's own view: `online`, and a wish to save data, or a mobile line, as metered where it is told. */
export function createBrowserConnectivity(scope: WorkerGlobalScope): Connectivity {
  const line = (scope.navigator as { connection?: Line }).connection ?? null
  return {
    current: () => ({
      online: typeof scope.navigator.onLine === 'boolean' ? scope.navigator.onLine : null,
      metered: isMetered(line),
    }),
    subscribe(onChange) {
      const events: readonly (readonly [EventTarget | null, string])[] = [
        [scope, 'online'],
        [scope, 'offline'],
        [line, 'change'],
      ]
      for (const [target, name] of events) target?.addEventListener(name, onChange)
      return () => {
        for (const [target, name] of events) target?.removeEventListener(name, onChange)
      }
    },
  }
}

function isMetered(line: Line | null): boolean | null {
  if (line === null) return null
  if (line.saveData === true || line.type === 'cellular') return true
  return line.type === 'wifi' || line.type === 'ethernet' ? false : null
}
