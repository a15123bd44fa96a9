import { describe, expect, it } from 'vitest'
import { createSectioner, QUEUE_SECTIONS, sectionOf } from '../../../src/components/download-queue/queue-sections.js'
import { DOWNLOAD_STATUSES, type Download } from '../../../src/engine/core/download.js'
import { aDownload } from '../../hooks/memory-engine.js'

const snapshotOf = (
  ...downloads: readonly Download[]
): { order: readonly string[]; downloads: Readonly<Record<string, Download>> } => ({
  order: downloads.map(({ id }) => id),
  downloads: Object.fromEntries(downloads.map((download) => [download.id, download])),
})

describe('the sections of a queue', () => {
  it('have a place for every status', () => {
    for (const status of DOWNLOAD_STATUSES) expect(QUEUE_SECTIONS).toContain(sectionOf(status))
  })

  it('hold downloads in the user’s order, and those in line as they will run', () => {
    const { ids, urgencies, count } = createSectioner()(
      snapshotOf(
        aDownload('b', { status: 'completed' }),
        aDownload('late', { status: 'queued', position: 2, priority: 'background' }),
        aDownload('a', { status: 'completed' }),
        aDownload('soon', { status: 'queued', position: 1 }),
      ),
    )
    expect(ids.completed).toEqual(['b', 'a'])
    expect(ids.queued).toEqual(['soon', 'late'])
    expect(urgencies).toEqual([0, -100])
    expect(count).toBe(4)
  })

  it('stay the same object while only numbers change', () => {
    const divide = createSectioner()
    const first = divide(snapshotOf(aDownload('a'), aDownload('b', { status: 'paused' })))
    const next = divide(snapshotOf(aDownload('a', { receivedBytes: 900 }), aDownload('b', { status: 'paused' })))
    expect(next).toBe(first)
  })

  it('keep the list of a section in which nothing changed', () => {
    const divide = createSectioner()
    const first = divide(snapshotOf(aDownload('a'), aDownload('b', { status: 'paused' })))
    const next = divide(snapshotOf(aDownload('a', { status: 'completed' }), aDownload('b', { status: 'paused' })))
    expect(next).not.toBe(first)
    expect(next.ids.paused).toBe(first.ids.paused)
    expect(next.ids.running).toEqual([])
  })

  it('follow a change of the order alone', () => {
    const divide = createSectioner()
    const { order, downloads } = snapshotOf(aDownload('a', { status: 'paused' }), aDownload('b', { status: 'paused' }))
    divide({ order, downloads })
    expect(divide({ order: ['b', 'a'], downloads }).ids.paused).toEqual(['b', 'a'])
  })
})
