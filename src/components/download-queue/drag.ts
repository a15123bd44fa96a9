import type { Cell } from '../internal/cell.js'
import { scrollerOf } from './row-window.js'

/** A row that follows the pointer, and where it would come if it were let go. */
export interface Drag {
  readonly id: string
  /** The row beside which it would come; null while that is its own place. */
  readonly beside: string | null
  readonly edge: 'before' | 'after'
}

/** What can be dragged at present, and what to do in the end. */
export interface DragGround {
  /** Ids that may change places with the dragged one, in their order. */
  readonly ids: readonly string[]
  readonly elementOf: (id: string) => HTMLElement | null
  /** Told the place among the ids, where it is another one. */
  readonly drop: (to: number) => void
}

/** How near to an edge of what scrolls it scrolls by itself, pixels. */
const EDGE = 48

/**
 * Lets a row follow the pointer until it is let go. By pointer events, which mouse, finger and pen share: the drag and drop of HTML knows no
 * finger in half of the browsers, and is taken by the file drop of the window in a Tauri app.
 */
export function startDrag(event: PointerEvent, id: string, ground: DragGround, drag: Cell<Drag | null>): void {
  const row = ground.elementOf(id)
  const grip = event.target as Element
  // One at a time: a second finger drags nothing.
  if (row === null || event.button !== 0 || drag.get() !== null) return
  event.preventDefault()
  const { pointerId } = event
  const from = ground.ids.indexOf(id)
  // Drawn by a portal into a frame, it is that frame's pointer and page.
  const page = row.ownerDocument
  const view = page.defaultView ?? window
  const scroller = scrollerOf(row) ?? page.scrollingElement ?? page.documentElement
  const startY = event.clientY + scroller.scrollTop
  let to = from
  let y = event.clientY
  let frame = 0

  const follow = (): void => {
    row.style.translate = `0 ${y + scroller.scrollTop - startY}px`
    to = placeAt(y, from, ground)
    const beside = to === from ? null : (ground.ids[to] as string)
    const edge = to < from ? 'before' : 'after'
    const last = drag.get()
    if (last?.beside !== beside || last.edge !== edge) drag.set({ id, beside, edge })
  }
  const scroll = (): void => {
    const { top, bottom } = viewOf(scroller)
    const past = Math.min(0, y - top - EDGE) || Math.max(0, y - bottom + EDGE)
    if (past !== 0) {
      scroller.scrollTop += past / 4
      follow()
    }
    frame = view.requestAnimationFrame(scroll)
  }
  const onMove = (moved: PointerEvent): void => {
    if (moved.pointerId !== pointerId) return
    y = moved.clientY
    follow()
  }
  const onKey = (pressed: KeyboardEvent): void => {
    if (pressed.key !== 'Escape') return
    pressed.preventDefault()
    to = from
    end()
  }
  const onEnd = (ended: PointerEvent): void => {
    if (ended.pointerId !== pointerId) return
    if (ended.type === 'pointercancel') to = from
    end()
  }
  const end = (): void => {
    view.cancelAnimationFrame(frame)
    view.removeEventListener('pointermove', onMove)
    view.removeEventListener('pointerup', onEnd)
    view.removeEventListener('pointercancel', onEnd)
    view.removeEventListener('keydown', onKey, true)
    row.style.translate = ''
    drag.set(null)
    if (to !== from) ground.drop(to)
  }

  if ('setPointerCapture' in grip) grip.setPointerCapture(pointerId)
  view.addEventListener('pointermove', onMove)
  view.addEventListener('pointerup', onEnd)
  view.addEventListener('pointercancel', onEnd)
  view.addEventListener('keydown', onKey, true)
  drag.set({ id, beside: null, edge: 'before' })
  frame = view.requestAnimationFrame(scroll)
}

function viewOf(scroller: Element): { top: number; bottom: number } {
  const { scrollingElement, documentElement, defaultView } = scroller.ownerDocument
  if (scroller === scrollingElement || scroller === documentElement) {
    return { top: 0, bottom: defaultView?.innerHeight ?? 0 }
  }
  return scroller.getBoundingClientRect()
}

/** The place for a pointer at a height: rows are asked by halves, since of a thousand only some ten need to be. */
function placeAt(y: number, from: number, { ids, elementOf }: DragGround): number {
  // The dragged row stands elsewhere than in its place, so that the others are counted without it.
  const others = ids.filter((_, at) => at !== from)
  let low = 0
  let high = others.length
  while (low < high) {
    const middle = (low + high) >> 1
    const box = elementOf(others[middle] as string)?.getBoundingClientRect()
    if (box !== undefined && box.top + box.height / 2 < y) low = middle + 1
    else high = middle
  }
  return low
}
