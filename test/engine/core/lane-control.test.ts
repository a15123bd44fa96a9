import { describe, expect, it } from 'vitest'
import { startLanes, stepLanes } from '../../../src/engine/core/lane-control.js'

it('grow in large steps while that helps, and in smaller ones where a large one did not', () => {
  let control = startLanes(1, 16, 0)
  control = stepLanes(control, 2_000_000, 100)
  expect(control.lanes).toBe(4)
  control = stepLanes(control, 10_000_000, 200)
  expect(control.lanes).toBe(16)

  let flat = stepLanes(startLanes(1, 16, 0), 2_000_000, 100)
  for (let at = 2; at <= 8; at += 1) flat = stepLanes(flat, at * 2_000_000, at * 100)
  expect(flat).toMatchObject({ lanes: 1, trial: null })
  for (let at = 9; at <= 58; at += 1) flat = stepLanes(flat, at * 2_000_000, at * 100)
  expect(flat.lanes).toBe(2)
})

describe('lanes under a limit', () => {
  it('do not grow while the limit holds the run back, and grow when something else does', () => {
    let control = startLanes(1, 16, 0)
    for (let at = 1; at <= 100; at += 1) control = stepLanes(control, at * 100_000, at * 200, 8)
    expect(control.lanes).toBe(1)
    control = stepLanes(control, 10_100_000, 20_200, null)
    expect(control.lanes).toBe(4)
  })

  it('shrink to what is of use, and give back those that were only tried', () => {
    expect(stepLanes(startLanes(16, 16, 0), 100_000, 200, 3).lanes).toBe(3)
    const trying = stepLanes(startLanes(4, 16, 0), 100_000, 200)
    expect(trying.lanes).toBe(16)
    expect(stepLanes(trying, 200_000, 400, 16)).toMatchObject({ lanes: 4, trial: null })
  })
})

it('are not added where one is as fast as the machine makes it', () => {
  expect(stepLanes(startLanes(1, 16, 0, 40e6), 5_000_000, 100).lanes).toBe(1)
  expect(stepLanes(startLanes(1, 16, 0), 5_000_000, 100).lanes).toBe(4)
})
