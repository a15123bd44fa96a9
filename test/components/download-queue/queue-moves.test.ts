import { describe, expect, it } from 'vitest'
import { beforeIdOf, placeAfter, stretchAt } from '../../../src/components/download-queue/queue-moves.js'
import { createSectioner } from '../../../src/components/download-queue/queue-sections.js'
import type { Priority } from '../../../src/engine/core/download.js'
import { aDownload } from '../../hooks/memory-engine.js'

function line(...priorities: readonly Priority[]): ReturnType<ReturnType<typeof createSectioner>> {
  const downloads = priorities.map((priority, at) =>
    aDownload(`q${at}`, { status: 'queued', position: at + 1, priority }),
  )
  const byId = Object.fromEntries(downloads.map((download) => [download.id, download]))
  return createSectioner()({ order: Object.keys(byId), downloads: byId })
}

describe('a place in line', () => {
  it('may change among downloads of one priority', () => {
    const sections = line('essential', 'normal', 0, 'normal', 'background')
    expect(stretchAt(sections, 2)).toEqual({ start: 1, end: 4 })
    expect(placeAfter(sections, 2, 'up')).toBe(1)
    expect(placeAfter(sections, 1, 'up')).toBe(1)
    expect(placeAfter(sections, 2, 'down')).toBe(3)
    expect(placeAfter(sections, 1, 'bottom')).toBe(3)
    expect(placeAfter(sections, 3, 'top')).toBe(1)
    expect(placeAfter(sections, 4, 'up')).toBe(4)
  })
})

describe('what a download is put before', () => {
  /** Carries a move out as the engine does. */
  function moved(order: readonly string[], id: string, beforeId: string | null): string[] {
    const rest = order.filter((other) => other !== id)
    rest.splice(beforeId === null ? rest.length : rest.indexOf(beforeId), 0, id)
    return rest
  }

  it('leads to the place that was asked for, whatever else stands between in the order', () => {
    const order = ['done', 'a', 'running', 'b', 'c', 'failed', 'd', 'paused']
    const queued = ['a', 'b', 'c', 'd']
    for (const from of queued.keys()) {
      for (const to of queued.keys()) {
        if (from === to) continue
        const id = queued[from] as string
        const wanted = queued.filter((other) => other !== id)
        wanted.splice(to, 0, id)
        const after = moved(order, id, beforeIdOf(queued, order, from, to))
        expect(after.filter((other) => queued.includes(other))).toEqual(wanted)
      }
    }
  })

  it('is nothing where the place is the last of all', () => {
    expect(beforeIdOf(['a', 'b'], ['a', 'b'], 0, 1)).toBeNull()
  })
})
