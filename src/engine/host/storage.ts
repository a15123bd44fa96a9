import type { Storage, StoredModel, StoredOrphan } from '../core/command.js'
import { modelFolder } from '../core/safe-path.js'
import type { FoundFile } from '../ports/files.js'
import type { HostContext } from './context.js'
import { type StoredVersion, versionsOf } from './stored-versions.js'
import { twinsOf } from './transfer/share.js'
import { worthBytes } from './worth.js'

/** All that takes room in the models' directory: models, partials, and what belongs to neither. */
export async function storage(host: HostContext): Promise<Storage> {
  const models: StoredModel[] = []
  for (const entry of host.store.list()) {
    for (const version of versionsOf(entry)) {
      const model = await stored(host, version)
      if (model.bytes > 0) models.push(model)
    }
  }
  const [orphans, freeBytes] = await Promise.all([orphansOf(host), host.platform.files.freeBytes()])
  return { models, orphans, freeBytes }
}

async function stored(host: HostContext, version: StoredVersion): Promise<StoredModel> {
  const { model, folder, worths } = version
  let [bytes, sharedBytes, total] = [0, 0, 0 as number | null]
  const times: number[] = []
  let isAsItWas = true
  for (const file of model.files) {
    const worth = worths[file.path]
    const size = file.size ?? worth?.totalBytes ?? null
    total = total === null || size === null ? null : total + size
    if (worth === undefined) continue
    const ref = { folder, path: file.path }
    const { published } = worth
    // Somebody may have deleted or changed what the journal speaks of.
    const found = await (published === null ? host.platform.files.statPart(ref) : host.platform.files.stat(ref))
    if (found !== null) times.push(found.modifiedAtMs)
    if (published !== null && found?.size !== published.size) isAsItWas = false
    const here = published === null ? worthBytes(worth) : (found?.size ?? 0)
    bytes += here
    const isShared = published !== null && file.sha256 !== null
    if (isShared && twinsOf(host.store, file.sha256 as string, ref).length > 0) sharedBytes += here
  }
  const modifiedAtMs = times.length === 0 ? null : Math.max(...times)
  const isWhole = version.isWhole && isAsItWas
  return {
    id: model.id,
    name: model.name,
    kind: isWhole ? 'model' : 'partial',
    bytes,
    totalBytes: total,
    sharedBytes,
    modifiedAtMs,
    lastUsedAtMs: isWhole ? (host.store.lastUseOf(model.id) ?? modifiedAtMs) : null,
  }
}

/** A name of the disk, taken apart: `m/sub/x.bin.part` is the partial of `sub/x.bin` in the folder `m`. */
export interface Leftover extends FoundFile {
  readonly folder: string
  readonly path: string
  readonly state: 'part' | 'incoming'
}

const LEFTOVER = /^([^/]+)\/(.+)\.(part|incoming)$/

/** What has the name of a partial or of a file on its way in; null for anything else. */
export function asLeftover(found: FoundFile): Leftover | null {
  const [, folder, path, state] = LEFTOVER.exec(found.name) ?? []
  if (folder === undefined || path === undefined) return null
  return { ...found, folder, path, state: state as Leftover['state'] }
}

async function orphansOf(host: HostContext): Promise<readonly StoredOrphan[]> {
  const found = (await host.platform.files.survey?.()) ?? []
  const known = knownNames(host)
  const stale = staleFolders(host)
  return found
    .filter(({ name }) => !known.has(name.normalize('NFC')) && !stale.has(name.split('/')[0] as string))
    .map((file) => ({
      path: file.name,
      kind: asLeftover(file) === null ? 'foreign' : 'leftover',
      bytes: file.size,
      modifiedAtMs: file.modifiedAtMs,
    }))
}

/** Names on disk that belong to models in the journal. */
export function knownNames(host: HostContext): ReadonlySet<string> {
  const names = host.store
    .list()
    .flatMap((entry) =>
      versionsOf(entry).flatMap(({ model, folder }) =>
        model.files.flatMap(({ path }) => ['', '.part', '.incoming'].map((end) => `${folder}/${path}${end}`)),
      ),
    )
  return new Set(names)
}

/** Folders of versions that were given up, which the engine deletes by itself. */
export function staleFolders(host: HostContext): ReadonlySet<string> {
  const folders = host.store
    .list()
    .flatMap(({ record: { model, version } }) => version.stale.map((generation) => modelFolder(model.id, generation)))
  return new Set(folders)
}
