import { describe, expect, it } from 'vitest'
import { DOWNLOAD_STATUSES, isRunning } from '../../../src/engine/core/download.js'
import { newDownload } from '../../../src/engine/core/download-state.js'
import { settle, stop } from '../../../src/engine/core/end-run.js'
import { sampleThroughput, startThroughput } from '../../../src/engine/core/throughput.js'
import { model, NOW } from './given.js'

const fresh = { ...newDownload(model('a'), 'normal', NOW), run: 7 }

describe('settle', () => {
  it('adds the bytes and time of the run to those of the earlier ones', () => {
    const throughput = sampleThroughput(startThroughput(NOW, 500), 800, NOW + 2_000)
    expect(settle({ ...fresh, throughput, pastBytes: 10, pastMs: 20 })).toEqual({
      throughput: null,
      hashing: null,
      pastBytes: 310,
      pastMs: 2_020,
    })
  })

  it('changes no account where nothing was measured', () => {
    expect(settle({ ...fresh, pastBytes: 10, pastMs: 20 })).toMatchObject({ pastBytes: 10, pastMs: 20 })
  })

  it('adds nothing a second time', () => {
    const once = { ...fresh, ...settle({ ...fresh, throughput: sampleThroughput(startThroughput(NOW), 9, NOW + 9) }) }
    expect(settle(once)).toMatchObject({ pastBytes: 9, pastMs: 9 })
  })
})

describe('stop', () => {
  it.each(DOWNLOAD_STATUSES)('ends the run of a download that is %s if there is one', (status) => {
    const expected = isRunning(status) ? [{ type: 'stop', id: 'a', run: 7 }] : []
    expect(stop({ ...fresh, status })).toEqual(expected)
  })
})
