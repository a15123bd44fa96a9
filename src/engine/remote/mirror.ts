import type { StoreApi } from 'zustand/vanilla'
import { applyPatch, diffSnapshots, fitsSnapshot, type Patch } from '../core/diff.js'
import type { EngineSnapshot, Link } from '../core/snapshot.js'
import { fromWire, type WireSnapshot } from './snapshot-schema.js'

/** The far engine's snapshot, kept in step by patches and shown with this side's link and a revision that never falls. */
export interface Mirror {
  /** Whether a snapshot came since the link is up: only then do patches fit and commands make sense. */
  isInStep(): boolean
  reset(snapshot: WireSnapshot): void
  /** `mismatch`: a fresh snapshot is needed; said once, then patches are passed over until it came. */
  apply(patch: Patch): 'applied' | 'mismatch' | 'waiting'
  lost(): void
  close(): void
}

export function createMirror(store: StoreApi<EngineSnapshot>): Mirror {
  let far: EngineSnapshot = store.getState()
  let isUp = false
  let isStale = false
  let wasUp = false

  function show(link: Link): void {
    const shown = store.getState()
    // What this side shows counts its own revisions: those of an engine that was started again begin anew.
    const next = { ...far, link, revision: shown.revision + 1 }
    const names = Object.keys(next) as (keyof EngineSnapshot)[]
    const isNews = names.some((name) => name !== 'revision' && next[name] !== shown[name])
    if (isNews && shown.link !== 'closed') store.setState(next, true)
  }

  return {
    isInStep: () => isUp,
    reset(snapshot) {
      // By way of a patch, so that what did not change while the link was down stays identical.
      far = applyPatch(far, diffSnapshots(far, fromWire(snapshot)))
      isUp = true
      wasUp = true
      isStale = false
      show(farLink(far))
    },
    apply(patch) {
      if (!isUp || isStale) return 'waiting'
      if (!fitsSnapshot(far, patch)) {
        isStale = true
        return 'mismatch'
      }
      far = applyPatch(far, patch)
      show(farLink(far))
      return 'applied'
    },
    lost() {
      isUp = false
      if (wasUp) show('lost')
    },
    close() {
      isUp = false
      show('closed')
    },
  }
}

/** An engine that closed at the other side may be started again there: to this side it is out of reach, not closed for good. */
function farLink({ link }: EngineSnapshot): Link {
  return link === 'closed' ? 'lost' : link
}
