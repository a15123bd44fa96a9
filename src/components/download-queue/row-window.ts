/** Hears whether its row is near the view, and how high the row is, pixels. */
export type RowWatcher = (isNear: boolean, height: number) => void

/** Tells rows whether they are near the view, so that only those are drawn that can be seen or are about to be. */
export interface RowWindow {
  /** Watches a row; gives a function that ends it. */
  readonly watch: (element: Element, watcher: RowWatcher) => () => void
}

/** How far around the view rows are drawn: some ten of them, so that quick scrolling and the Tab key find them there. */
const MARGIN = '600px 0px'

/** Whether it can be found out what is near the view. A server says so: a page that takes over from it can. */
export function canWatchRows(): boolean {
  return typeof window === 'undefined' || typeof IntersectionObserver !== 'undefined'
}

/** One observer for all rows, made when the first comes. */
export function createRowWindow(): RowWindow {
  const watchers = new Map<Element, RowWatcher>()
  let observer: IntersectionObserver | null = null

  const tell = (entries: readonly IntersectionObserverEntry[]): void => {
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      watchers.get(target)?.(isIntersecting, boundingClientRect.height)
    }
  }

  return {
    watch(element, watcher) {
      observer ??= new IntersectionObserver(tell, { root: scrollerOf(element), rootMargin: MARGIN })
      watchers.set(element, watcher)
      observer.observe(element)
      return () => {
        watchers.delete(element)
        observer?.unobserve(element)
        if (watchers.size > 0) return
        observer?.disconnect()
        observer = null
      }
    },
  }
}

/** The nearest element around that scrolls up and down; null where the page does. */
export function scrollerOf(element: Element): HTMLElement | null {
  const { body, documentElement } = element.ownerDocument
  for (let around = parentOf(element); around !== null; around = parentOf(around)) {
    if (around === body || around === documentElement) return null
    if (/auto|scroll/.test(getComputedStyle(around).overflowY)) return around
  }
  return null
}

function parentOf(element: Element): HTMLElement | null {
  const root = element.getRootNode()
  return element.parentElement ?? ('host' in root ? (root as ShadowRoot & { host: HTMLElement }).host : null)
}
