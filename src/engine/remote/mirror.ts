import type { StoreApi } from 'zustand/vanilla'
import { applyPatch, diffSnapshots, fitsSnapshot } from '../core/diff.js'
import type { EngineSnapshot, Link } from '../core/snapshot.js'
import { fromWire, type WireSnapshot } from './snapshot-schema.js'
import { fromWirePatch, type WirePatch } from './wire-patch.js'

/** The far engine's snapshot, kept in step by patches and shown with this side's link and a revision that never falls. */
export interface Mirror {
  /** Whether a snapshot came since the link is up: only then do patches fit and commands make sense. */
  isInStep(): boolean
  reset(snapshot: WireSnapshot): void
  /** `mismatch`: a fresh snapshot is needed; said once, then patches are passed over until it came. */
  apply(patch: WirePatch): 'applied' | 'mismatch' | 'waiting'
  /** Whether what this side has is at least as new; not while a fresh snapshot is on its way. */
  hasRevision(revision: number): boolean
  /** The far engine is at another revision than this side believes: as if a patch did not fit. */
  expect(revision: number): 'right' | 'mismatch' | 'waiting'
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
    hasRevision: (revision) => isUp && !isStale && far.revision >= revision,
    expect(revision) {
      if (!isUp || isStale) return 'waiting'
      isStale = far.revision !== revision
      return isStale ? 'mismatch' : 'right'
    },
    apply(wire) {
      if (!isUp || isStale) return 'waiting'
      // One that came twice says nothing new.
      if (wire.revision <= far.revision && wire.base < far.revision) return 'applied'
      const patch = fromWirePatch(far, wire)
      if (patch === null || !fitsSnapshot(far, patch)) {
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
