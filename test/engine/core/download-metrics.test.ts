import { expect, it } from 'vitest'
import { downloadMetrics } from '../../../src/engine/core/download-metrics.js'
import { aDownload } from '../remote/fake-engine.js'

it('gives megabits a second, whole seconds and bytes', () => {
  const download = aDownload({
    id: 'a',
    averageBytesPerSecond: 12_500_000,
    elapsedMs: 61_900,
    receivedBytes: 7,
    timeLeftMs: 1_001,
  })
  expect(downloadMetrics(download)).toEqual({
    average_speed_mbps: 100,
    time_elapsed_secs: 61,
    bytes_downloaded: 7,
    estimated_time_remaining_secs: 2,
  })
})

it('gives null for what is not known, and no time left once it is complete', () => {
  expect(downloadMetrics(aDownload({ id: 'a' }))).toMatchObject({
    average_speed_mbps: null,
    estimated_time_remaining_secs: null,
  })
  expect(downloadMetrics(aDownload({ id: 'a', status: 'completed' })).estimated_time_remaining_secs).toBe(0)
})
