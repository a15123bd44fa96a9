import { createNodeLock } from '../../../src/engine/node/node-lock.js'
import { createPlaces } from '../../../src/engine/node/places.js'
import type { LockHold } from '../../../src/engine/ports/lock.js'

/** What a test asks of this process: to try for a lock at a set instant, or to give back what it got. */
export type LockOrder =
  | { readonly do: 'acquire'; readonly directory: string; readonly atMs: number }
  | { readonly do: 'release' }

let hold: LockHold | null = null

async function obey(order: LockOrder): Promise<boolean> {
  if (order.do === 'release') {
    await hold?.release()
    hold = null
    return true
  }
  const lock = createNodeLock(createPlaces(order.directory))
  // Spinning, so that all processes start within microseconds of each other.
  while (Date.now() < order.atMs);
  hold = await lock.acquire()
  return hold !== null
}

process.on('message', (order: LockOrder) => {
  obey(order).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})
process.send?.({ result: true })
