import type { Plan } from '../core/command.js'
import type { Model } from '../core/model.js'
import { recentSpeed } from '../core/recent-speed.js'
import type { EngineState } from '../core/state.js'
import { isDeclaredUpdate, offerOf } from '../core/version.js'
import type { HostContext } from './context.js'
import { examine } from './on-disk.js'
import { generationOf, usableVersion } from './usable-version.js'

/** What a download of a model would cost, or what is left of one that is on its way. */
export async function plan(host: HostContext, state: EngineState, model: Model): Promise<Plan> {
  const cost = updateCost(host, model) ?? (await costOf(host, model))
  const { bytesToFetch } = cost
  const freeBytes = await host.platform.files.freeBytes()
  const isCounted = freeBytes !== null && bytesToFetch !== null
  const freeBytesAfter = isCounted ? freeBytes - host.space.spokenFor(model.id) - bytesToFetch : null
  const speed = recentSpeed(state)
  return {
    id: model.id,
    ...cost,
    freeBytes,
    freeBytesAfter,
    // What is here already needs no room, however full the disk is.
    missingBytes: freeBytesAfter === null ? null : bytesToFetch === 0 ? 0 : Math.max(0, -freeBytesAfter),
    estimatedMs: speed === null || bytesToFetch === null ? null : Math.round((bytesToFetch * 1000) / speed),
    hosts: [...new Set(model.files.flatMap((file) => file.urls.map((url) => new URL(url).host)))],
    metered: state.network.metered,
  }
}

type Cost = Pick<Plan, 'totalBytes' | 'presentBytes' | 'sharedBytes' | 'bytesToFetch'>

async function costOf(host: HostContext, model: Model): Promise<Cost> {
  const { totalBytes, bytes, sharedBytes } = await examine(host, model, generationOf(host, model.id))
  const presentBytes = bytes + sharedBytes
  const bytesToFetch = totalBytes === null ? null : Math.max(0, totalBytes - presentBytes)
  return { totalBytes, presentBytes, sharedBytes, bytesToFetch }
}

/** Of another version than the one that is usable; null where it is no update, or one that has begun. */
function updateCost(host: HostContext, model: Model): Cost | null {
  const usable = usableVersion(host, model.id)
  if (usable === null || usable.isBeingReplaced || !isDeclaredUpdate(usable.model, model)) return null
  const { totalBytes, bytesToFetch } = offerOf(usable.model, usable.files, model)
  const presentBytes = totalBytes === null || bytesToFetch === null ? 0 : totalBytes - bytesToFetch
  return { totalBytes, presentBytes, sharedBytes: 0, bytesToFetch }
}
