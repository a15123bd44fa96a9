import type { FileProgress } from './download.js'
import type { Model, ModelFile } from './model.js'

/** A file of the new version that is the same as one of the old: it need not be fetched. */
export interface KeptFile {
  /** Path in the new version. */
  readonly path: string
  /** Path in the old one. */
  readonly from: string
}

/** The version that is usable while a newer one is on its way. */
export interface Installed {
  readonly model: Model
  readonly generation: number
  readonly unverified: boolean
  readonly files: readonly FileProgress[]
  /** What the newer one takes over. */
  readonly kept: readonly KeptFile[]
}

/** A newer version that was found and is not asked for yet. */
export interface Offer {
  /** All of it. */
  readonly model: Model
  readonly kept: readonly KeptFile[]
  /** null where the size of a file is not known. */
  readonly totalBytes: number | null
  readonly bytesToFetch: number | null
  readonly needsDigest: boolean
}

/** Where a download stands among the versions of its model. */
export interface Version {
  /** Which folder its files go to: each version has one of its own. 0 is the first. */
  readonly generation: number
  /** null unless this is an update under way. */
  readonly installed: Installed | null
  /** Generations that were given up and whose folders are to be deleted. */
  readonly stale: readonly number[]
  readonly offer: Offer | null
}

export const FIRST_VERSION: Version = { generation: 0, installed: null, stale: [], offer: null }

/** Whether the app calls what it asks for another version: by a revision that is not the one of what is known. */
export function isDeclaredUpdate(known: Model, asked: Model): boolean {
  return asked.files.length > 0 && asked.revision !== null && asked.revision !== known.revision
}

/** What a new version would cost, given the old one's files as they are on disk. */
export function offerOf(old: Model, oldFiles: readonly FileProgress[], model: Model): Offer {
  const kept = model.files.flatMap(({ path, sha256 }): readonly KeptFile[] => {
    const same = sha256 === null ? undefined : old.files.find((file) => file.sha256 === sha256)
    return same === undefined ? [] : [{ path, from: same.path }]
  })
  return { model, kept, ...costOf(model, kept, oldFiles), needsDigest: false }
}

/** What a look at the origin told of one file. */
export interface Sighting {
  readonly path: string
  readonly hasChanged: boolean
  /** Bytes of the file as it is there now; null where the origin does not say. */
  readonly totalBytes: number | null
}

/** The version that stands at the origin now; null where nothing has changed. */
export function offerFromOrigin(
  old: Model,
  oldFiles: readonly FileProgress[],
  sightings: readonly Sighting[],
): Offer | null {
  const changed = new Map(sightings.filter(({ hasChanged }) => hasChanged).map((seen) => [seen.path, seen]))
  if (changed.size === 0) return null
  // What was claimed of the old bytes says nothing of the new ones.
  const renew = (file: ModelFile): ModelFile => ({ ...file, size: null, sha256: null, blocks: null })
  const files = old.files.map((file) => (changed.has(file.path) ? renew(file) : file))
  const kept = old.files.flatMap(({ path }) => (changed.has(path) ? [] : [{ path, from: path }]))
  const model = { ...old, revision: null, files }
  const needsDigest = old.files.some(({ path, sha256 }) => sha256 !== null && changed.has(path))
  const seen = {
    ...model,
    files: files.map((file) => ({ ...file, size: changed.get(file.path)?.totalBytes ?? file.size })),
  }
  return { model, kept, ...costOf(seen, kept, oldFiles), needsDigest }
}

function costOf(
  model: Model,
  kept: readonly KeptFile[],
  oldFiles: readonly FileProgress[],
): Pick<Offer, 'totalBytes' | 'bytesToFetch'> {
  let totalBytes: number | null = 0
  let bytesToFetch: number | null = 0
  for (const { path, size } of model.files) {
    const from = kept.find((file) => file.path === path)?.from
    const bytes = oldFiles.find((file) => file.path === from)?.totalBytes ?? size
    totalBytes = totalBytes === null || bytes === null ? null : totalBytes + bytes
    if (from === undefined) bytesToFetch = bytesToFetch === null || bytes === null ? null : bytesToFetch + bytes
  }
  return { totalBytes, bytesToFetch }
}
