import type { AvailableUpdate } from './download.js'
import { isActive } from './download.js'
import { type DownloadState, newDownload } from './download-state.js'
import type { Effect } from './effect.js'
import { settle, stop } from './end-run.js'
import { EngineError } from './errors.js'
import type { Model } from './model.js'
import { type EngineState, withDownload } from './state.js'
import { type Installed, isDeclaredUpdate, type Offer, offerFromOrigin, offerOf, type Sighting } from './version.js'

/** A change of one download, with what has to be done. */
export interface Updated {
  readonly state: EngineState
  readonly effects: readonly Effect[]
}

/** The version that can be used now: what an update would take the place of; null where there is none. */
export function usableVersion(download: DownloadState): Omit<Installed, 'kept'> | null {
  const { model, status, task, version, unverified, files } = download
  if (version.installed !== null) return version.installed
  // One that is verified is usable until the opposite is found.
  const isUsable = status === 'completed' || (task.type === 'verify' && status !== 'failed')
  return isUsable ? { model, generation: version.generation, unverified, files } : null
}

/** Begins an update: the usable version stays what it is until this one is complete. An update under way gives place. */
export function beginUpdate(state: EngineState, found: DownloadState, offer: Offer): Updated {
  const old = usableVersion(found)
  if (old === null) return { state, effects: [] }
  const { version } = found
  const generation = Math.max(version.generation, ...version.stale) + 1
  const stale = version.installed === null ? version.stale : [...version.stale, version.generation]
  const { model, kept } = offer
  // What had come of the one that gives place is of no use.
  const isLess = version.installed !== null && found.files.some(({ receivedBytes }) => receivedBytes > 0)
  const fresh: DownloadState = {
    ...newDownload({ ...model, name: model.name ?? old.model.name }, found.priority, found.createdAtMs),
    version: { generation, installed: { ...old, kept }, stale, offer: null },
    account: found.account,
    retries: found.retries,
    restarts: found.restarts + (isLess ? 1 : 0),
  }
  return { state: withDownload(state, found.model.id, fresh), effects: stop(found) }
}

/** Gives an update up: the old version is what it was, and the new one is on offer again. */
export function endUpdate(state: EngineState, found: DownloadState, installed: Installed): Updated {
  const { model, generation, unverified, files, kept } = installed
  const { version, priority, createdAtMs, account, retries, restarts } = found
  const bytes = files.reduce((sum, file) => sum + file.receivedBytes, 0)
  const restored: DownloadState = {
    ...newDownload(model, priority, createdAtMs),
    ...settle(found),
    status: 'completed',
    files,
    committedBytes: bytes,
    verifiedBytes: bytes,
    mostBytes: bytes,
    unverified,
    version: {
      generation,
      installed: null,
      stale: [...version.stale, version.generation],
      offer: { ...offerOf(model, files, found.model), kept },
    },
    account,
    retries,
    restarts,
  }
  return { state: withDownload(state, model.id, restored), effects: stop(found) }
}

/**
 * Takes the newer version that is on offer. One that is on its way goes on; where none is known, nothing is to be done.
 *
 * @throws EngineError `invalid-model` where nobody has named the digest of what is new
 */
export function onUpdate(
  state: EngineState,
  found: DownloadState,
  requeue: (state: EngineState, id: string, found: DownloadState) => EngineState,
): Updated {
  const { offer, installed } = found.version
  const { id } = found.model
  if (installed !== null) return { state: isActive(found.status) ? state : requeue(state, id, found), effects: [] }
  if (offer === null) return { state, effects: [] }
  if (!offer.needsDigest) return beginUpdate(state, found, offer)
  throw new EngineError(
    'invalid-model',
    `The app names the sha256 of model "${id}", and nobody has named that of the new version, so nothing could prove it. Ask for it by the download command, with its sha256 and a revision.`,
  )
}

/** Looks whether there is a newer version: by what the app says of it, else by asking the origin. */
export function onCheck(state: EngineState, found: DownloadState, asked: Model): Updated {
  const old = usableVersion(found)
  if (old === null) return { state, effects: [] }
  if (isDeclaredUpdate(old.model, asked)) {
    const isUnderWay = found.version.installed !== null && found.model.revision === asked.revision
    return { state: isUnderWay ? state : withOffer(state, found, offerOf(old.model, old.files, asked)), effects: [] }
  }
  const { model, generation } = old
  return { state, effects: [{ type: 'look', id: model.id, model, generation }] }
}

/** Takes down what a look at the origin told. */
export function onLooked(
  state: EngineState,
  id: string,
  generation: number,
  sightings: readonly Sighting[],
): EngineState {
  const found = state.downloads.get(id)
  const old = found === undefined ? null : usableVersion(found)
  if (found === undefined || old === null || old.generation !== generation) return state
  const offer = offerFromOrigin(old.model, old.files, sightings)
  // What the app said of a newer version is not taken back by an origin that has the old one still.
  const isAppsWord = found.version.offer !== null && found.version.offer.model.revision !== null
  return offer === null && isAppsWord ? state : withOffer(state, found, offer)
}

/** What the snapshot says of a newer version. */
export function shownUpdate(offer: Offer | null): AvailableUpdate | null {
  if (offer === null) return null
  const { model, totalBytes, bytesToFetch, needsDigest } = offer
  return { revision: model.revision, totalBytes, bytesToFetch, needsDigest }
}

function withOffer(state: EngineState, found: DownloadState, offer: Offer | null): EngineState {
  const isSame = JSON.stringify(offer) === JSON.stringify(found.version.offer)
  return isSame ? state : withDownload(state, found.model.id, { version: { ...found.version, offer } })
}
