import { describe, expect, it } from 'vitest'
import { graphOf } from '../../../src/components/download-queue/speed-graph.js'

describe('a speed graph', () => {
  it('has the present at its right edge and a round number at its top', () => {
    const { line, area, top, now, peak } = graphOf([0, 3_600_000, 1_250_000])
    expect(line).toBe('M177 100L178 28L179 75')
    expect(area).toBe('M177 100L178 28L179 75V100H177Z')
    expect([top, now, peak]).toEqual([5_000_000, 1_250_000, 3_600_000])
  })

  it('is flat where nothing came, and nothing where nothing was measured', () => {
    expect(graphOf([0, 0]).line).toBe('M178 100L179 100')
    expect(graphOf([])).toEqual({ area: '', line: '', top: 1, now: 0, peak: 0 })
  })

  it('fills the ground with three minutes', () => {
    const { line } = graphOf(new Array(180).fill(1000))
    expect(line.startsWith('M0 0L1 0')).toBe(true)
    expect(line.endsWith('L179 0')).toBe(true)
  })
})
