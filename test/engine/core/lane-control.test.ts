import { describe, expect, it } from 'vitest'
import { startLanes, stepLanes } from '../../../src/engine/core/lane-control.js'

describe('lanes under a limit', () => {
  it('do not grow while the limit holds the run back, and grow when something else does', () => {
    let control = startLanes(1, 16, 0)
    for (let at = 1; at <= 100; at += 1) control = stepLanes(control, at * 100_000, at * 200, 8)
    expect(control.lanes).toBe(1)
    control = stepLanes(control, 10_100_000, 20_200, null)
    expect(control.lanes).toBe(2)
  })

  it('shrink to what is of use, and give back those that were only tried', () => {
    expect(stepLanes(startLanes(16, 16, 0), 100_000, 200, 3).lanes).toBe(3)
    const trying = stepLanes(startLanes(4, 16, 0), 100_000, 200)
    expect(trying.lanes).toBe(8)
    expect(stepLanes(trying, 200_000, 400, 16)).toMatchObject({ lanes: 4, trial: null })
  })
})
