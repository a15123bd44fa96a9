import { type DownloadPatch, diffSnapshots, type Patch } from '../core/diff.js'
import type { EngineSnapshot } from '../core/snapshot.js'
import { writeCount } from './number-text.js'
import { readProgress, writeProgress } from './progress-text.js'

/** A patch on the wire: what moves all the time is text (see progress-text), all else stands there by name. */
export type WirePatch = Patch & { readonly progress?: string }

/** What leads from one snapshot to the next. */
export function toWirePatch(base: EngineSnapshot, next: EngineSnapshot): WirePatch {
  const patch = diffSnapshots(base, next)
  const changes = new Map(patch.changed.map((change) => [change.id, change]))
  const changed: DownloadPatch[] = []
  let progress = ''
  let skipped = 0
  for (const id of base.order) {
    const change = changes.get(id)
    const before = Object.hasOwn(base.downloads, id) ? base.downloads[id] : undefined
    const written = change === undefined || before === undefined ? null : writeProgress(before, change)
    if (written === null || written.text === '') {
      skipped += 1
      continue
    }
    progress += writeCount(skipped) + written.text
    skipped = 0
    if (written.rest === null) changes.delete(id)
    else changes.set(id, written.rest)
  }
  changed.push(...changes.values())
  return progress === '' ? patch : { ...patch, changed, progress }
}

/** The patch that was written, for the snapshot it builds on; null where it cannot be about that one. */
export function fromWirePatch(base: EngineSnapshot, wire: WirePatch): Patch | null {
  const { progress, ...patch } = wire
  if (progress === undefined) return patch
  if (patch.base !== base.revision) return null
  const moved = readProgress(progress, base.order, base.downloads)
  if (moved === null) return null
  const changes = new Map<string, DownloadPatch>(moved.map((change) => [change.id, change]))
  for (const change of patch.changed) changes.set(change.id, { ...changes.get(change.id), ...change })
  return { ...patch, changed: [...changes.values()] }
}
