import type { Model } from './model.js'
import type { DownloadRecord } from './record.js'
import type { Task } from './task.js'
import type { Version } from './version.js'

/** What the host has to do, as data. Effects of one transition are started in their order. */
export type Effect =
  /** Begin a run. An earlier run of the same download has to end first. */
  | {
      readonly type: 'start'
      readonly id: string
      readonly run: number
      readonly model: Model
      readonly version: Version
      readonly task: Task
    }
  /** End a run: commit what is there and report `parked`. */
  | { readonly type: 'stop'; readonly id: string; readonly run: number }
  /** Delete the partial, once no run writes to it. */
  | { readonly type: 'discard'; readonly id: string; readonly model: Model; readonly version: Version }
  /** Delete model, partial and record, once no run writes to them. */
  | { readonly type: 'erase'; readonly id: string; readonly model: Model; readonly version: Version }
  /** Delete the folders of versions that were given up, once the journal knows and no run writes to them; then send `tidied`. */
  | { readonly type: 'tidy'; readonly id: string; readonly generations: readonly number[] }
  /** Ask the origin of each file what it has now, and send `looked`. */
  | { readonly type: 'look'; readonly id: string; readonly model: Model; readonly generation: number }
  | { readonly type: 'save'; readonly id: string; readonly record: DownloadRecord }
  | { readonly type: 'save-order'; readonly order: readonly string[] }
  /** Hold all downloads together to that many bytes per second; 0 lets none through, null is no limit. */
  | { readonly type: 'limit'; readonly bytesPerSecond: number | null }
  /** Ask a model's origin by a HEAD of its URL whether it can be reached, and send `probed`. */
  | {
      readonly type: 'probe'
      readonly origin: string
      readonly url: string
      readonly privateOrigins?: readonly string[]
    }
  /** Send `woken` at that time; null calls it off. Replaces an earlier one. */
  | { readonly type: 'wake'; readonly atMs: number | null }
