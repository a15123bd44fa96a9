import { describe, expect, it } from 'vitest'
import { createBrowserConnectivity } from '../../../src/engine/browser/worker/browser-connectivity.js'

interface Line {
  saveData?: boolean
  type?: string
}

/** A worker's scope as far as the line is concerned; without a line, as in most browsers. */
function scopeWith(line?: Line) {
  const connection = line === undefined ? undefined : Object.assign(new EventTarget(), line)
  const scope = Object.assign(new EventTarget(), { navigator: { onLine: true, connection } })
  return {
    scope,
    connection,
    connectivity: createBrowserConnectivity(scope as unknown as Parameters<typeof createBrowserConnectivity>[0]),
  }
}

describe('the line of a browser', () => {
  it.each([
    [undefined, null],
    [{}, null],
    [{ saveData: false, type: 'wifi' }, false],
    [{ saveData: true, type: 'wifi' }, true],
    [{ saveData: true }, true],
    [{ type: 'cellular' }, true],
  ] as const)('is metered as far as %o tells: %s', (line, metered) => {
    expect(scopeWith(line).connectivity.current()).toEqual({ online: true, metered })
  })

  it('tells of every change until nobody listens', () => {
    const { scope, connection, connectivity } = scopeWith({ saveData: false })
    let changes = 0
    const stop = connectivity.subscribe(() => {
      changes += 1
    })
    scope.navigator.onLine = false
    scope.dispatchEvent(new Event('offline'))
    expect(connectivity.current().online).toBe(false)
    ;(connection as Line).saveData = true
    connection?.dispatchEvent(new Event('change'))
    expect(connectivity.current().metered).toBe(true)
    stop()
    scope.dispatchEvent(new Event('online'))
    expect(changes).toBe(2)
  })
})
