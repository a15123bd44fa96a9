import { createLogUpdate } from 'log-update'
import { type Download, isActive } from '../engine/core/download.js'
import type { Engine } from '../engine/core/engine.js'
import { progressOf } from '../engine/core/format.js'
import { type Console, say } from './console.js'
import { describe } from './describe.js'
import { type ProgressView, showLines } from './progress-lines.js'

const BAR_WIDTH = 24
const NARROW = 80
const MOST_NAME = 32

/** Bars on a terminal, lines elsewhere. */
export function showProgress(engine: Engine, ids: readonly string[], console: Console): ProgressView {
  return console.isLive ? showBars(engine, ids, console) : showLines(engine, ids, console)
}

function showBars(engine: Engine, ids: readonly string[], console: Console): ProgressView {
  const draw = createLogUpdate(console.err)

  function frame(): string {
    const { downloads } = engine.getSnapshot()
    const shown = ids.flatMap((id) => downloads[id] ?? [])
    const width = Math.min(MOST_NAME, Math.max(0, ...shown.map(({ id }) => id.length)))
    return shown.map((download) => row(download, width, console.err.columns || NARROW)).join('\n')
  }

  const stop = engine.subscribe(() => draw(frame()))
  draw(frame())
  return {
    note(line) {
      draw.clear()
      say(console.err, line)
      draw(frame())
    },
    stop() {
      stop()
      draw(frame())
      draw.done()
    },
  }
}

function row(download: Download, nameWidth: number, columns: number): string {
  const name = shortened(download.id, nameWidth).padEnd(nameWidth)
  const words = describe(download, Date.now())
  const hasBar = columns >= NARROW && isActive(download.status) && progressOf(download).value !== null
  const line = hasBar ? `${name}  ${bar(download)}  ${words}` : `${name}  ${words}`
  // A line that wraps could not be drawn over.
  return shortened(line, columns - 1)
}

function bar(download: Download): string {
  const { value } = progressOf(download)
  const full = Math.floor((value ?? 0) * BAR_WIDTH)
  return `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}`
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1))}…`
}
