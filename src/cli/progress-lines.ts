import { type Download, isActive } from '../engine/core/download.js'
import type { Engine } from '../engine/core/engine.js'
import { progressOf } from '../engine/core/format.js'
import type { Console } from './console.js'
import { say } from './console.js'
import { amount, describe } from './describe.js'

/** Shows how downloads go until it is stopped. */
export interface ProgressView {
  /** Writes a line that stays. */
  note(line: string): void
  stop(): void
}

const STEP = 0.1

/** Plain lines for a pipe or a log: each change of status, and each tenth of the way. */
export function showLines(engine: Engine, ids: readonly string[], console: Console): ProgressView {
  const said = new Map<string, { what: string; steps: number }>()

  function look(): void {
    const { downloads } = engine.getSnapshot()
    for (const id of ids) {
      const download = downloads[id]
      if (download !== undefined) tell(download)
    }
  }

  function tell(download: Download): void {
    const { id, status, reason, attempt } = download
    const before = said.get(id)
    const steps = Math.floor((progressOf(download).value ?? 0) / STEP)
    const what = `${status} ${reason} ${attempt}`
    if (before?.what === what && (status !== 'downloading' || before.steps >= steps)) return
    said.set(id, { what, steps })
    // Between one status and the next there is nothing to wait for.
    if (before === undefined && isActive(status) && status === 'queued') return
    if (status === 'preparing' || status === 'failed' || status === 'cancelled') return
    say(console.err, `${id}: ${status === 'downloading' ? lineOf(download) : describe(download, Date.now())}`)
  }

  const stop = engine.subscribe(look)
  look()
  return { note: (line) => say(console.err, line), stop }
}

function lineOf(download: Download): string {
  const words = describe(download, Date.now())
  return words === '' ? amount(download) : words
}
