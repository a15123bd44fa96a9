import type { EngineEvent } from '../../engine/core/event.js'

/** A download that has something to tell: it is ready, it failed, or a newer version was found. */
export interface Toast {
  readonly id: string
  readonly kind: 'completed' | 'failed' | 'update-available'
}

/** More than this at once cover the page; the oldest go. */
const MOST = 4

/** What is shown after an event: one toast a download, the newest last. The same list where nothing changed. */
export function toastsAfter(toasts: readonly Toast[], event: EngineEvent): readonly Toast[] {
  if (event.type === 'network' || event.type === 'progress') return toasts
  const { id, type } = event
  const others = toasts.filter((toast) => toast.id !== id)
  if (type === 'completed' || type === 'failed' || type === 'update-available') {
    return [...others, { id, kind: type }].slice(-MOST)
  }
  // What is tried again or taken away has nothing to tell any more.
  return others.length === toasts.length ? toasts : others
}
