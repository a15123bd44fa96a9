import { describe, expect, it } from 'vitest'
import { forgiveLanes, hearAnswer, refuseLanes, startLanes, stepLanes } from '../../../src/engine/core/lane-control.js'

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

it('are not added because a disk paused: what was reached before and after is what counts', () => {
  let control = startLanes(1, 16, 0)
  let bytes = 0
  const second = (bytesPerTick: number): void => {
    for (let tick = 0; tick < 10; tick += 1) {
      bytes += bytesPerTick
      control = stepLanes(control, bytes, control.sampledAtMs + 100)
    }
  }
  second(30e6)
  second(1e6)
  second(30e6)
  expect(control).toMatchObject({ lanes: 1, trial: null })
  // A line that has become slow for good is another matter.
  for (let at = 0; at < 10; at += 1) second(1e6)
  expect(control.lanes > 1 || control.holdMs > 5_000).toBe(true)
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

describe('lanes to a server that is far away', () => {
  const far = hearAnswer(startLanes(1, 16, 0), 40, 200)

  it('begin all together, and stay where the line is wide', () => {
    expect(far.lanes).toBe(16)
    let control = far
    for (let at = 3; at <= 60; at += 1) control = stepLanes(control, (at - 2) * 1_000_000, at * 100)
    expect(control).toMatchObject({ lanes: 16, guess: null, trial: null })
  })

  it('are few again where the line turns out narrow, until more were tried and did help', () => {
    let control = far
    const until = (ms: number, bytesPerMs: number): void => {
      const from = control.sampledAtMs
      const had = control.sampledBytes
      for (let at = from + 100; at <= ms; at += 100) control = stepLanes(control, had + (at - from) * bytesPerMs, at)
    }
    until(2_100, 1_000)
    expect(control.lanes, 'while they show what they bring').toBe(16)
    until(7_000, 1_000)
    expect(control.lanes).toBe(4)
    until(7_400, 1_000)
    expect(control, 'on trial').toMatchObject({ lanes: 16, trial: { from: 4 } })
    until(7_700, 4_000)
    expect(control).toMatchObject({ lanes: 16, trial: null })
  })

  it('are added one after another where the answer came quickly', () => {
    expect(hearAnswer(startLanes(1, 16, 0), 3, 200).lanes).toBe(1)
  })

  it('are not more than a server allows, nor held to what a trial has just found', () => {
    expect(hearAnswer(startLanes(1, 4, 0), 40, 200).lanes).toBe(4)
    expect(hearAnswer(startLanes(4, 4, 0), 40, 200).guess).toBeNull()
    const trying = stepLanes(startLanes(1, 16, 0), 2_000_000, 100)
    expect(hearAnswer(trying, 40, 200)).toBe(trying)
  })
})

describe('lanes to a server that refuses some', () => {
  it('are half as many, however many were refused at once', () => {
    let control = startLanes(16, 16, 0)
    for (const atMs of [1_000, 1_001, 1_040, 1_900]) control = refuseLanes(control, atMs)
    expect(control).toMatchObject({ lanes: 8, most: 8 })
    expect(refuseLanes(control, 2_100)).toMatchObject({ lanes: 4, most: 4 })
    expect(refuseLanes(startLanes(1, 16, 0), 0).lanes).toBe(1)
  })

  it('may be more again when it was content for a while, and each time that it was not, the while is twice as long', () => {
    let control = refuseLanes(refuseLanes(startLanes(16, 16, 0), 0), 5_000)
    const forgivenAfter = (fromMs: number): number => {
      let atMs = fromMs
      while (forgiveLanes(control, atMs) === control && atMs < 1e9) atMs += 1_000
      return atMs - fromMs
    }
    expect(control).toMatchObject({ lanes: 4, most: 4 })
    expect(forgivenAfter(5_000)).toBe(60_000)
    control = forgiveLanes(control, 65_000)
    expect(control).toMatchObject({ lanes: 4, most: 8 })
    control = refuseLanes(control, 70_000)
    expect(control.lanes).toBe(2)
    expect(forgivenAfter(70_000)).toBe(120_000)
    for (let atMs = 200_000; atMs < 1_000_000; atMs += 100_000) control = forgiveLanes(control, atMs)
    expect(control.most).toBe(16)
    expect(forgiveLanes(control, 1e9)).toBe(control)
  })
})
