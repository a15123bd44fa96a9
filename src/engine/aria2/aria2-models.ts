import type { Model, ModelFile } from '../core/model.js'
import { modelFolder } from '../core/safe-path.js'
import { type Aria2Stat, controlFileOf } from './aria2-disk.js'
import { type Aria2File, createAria2File } from './aria2-file.js'
import type { ConnectAria2Options } from './connect-aria2-engine.js'
import type { JsonRpc } from './json-rpc.js'

/** The files of models, in the daemon and on its disk. */
export interface Aria2Models {
  filesOf(model: Model): readonly Aria2File[]
  placeOf(model: Model, file: Pick<ModelFile, 'path'>): string
  stat(model: Model, file: Pick<ModelFile, 'path'>): Promise<Aria2Stat | null>
  /** Whether the daemon left a file of it half-way. */
  hasControlFile(model: Model): Promise<boolean>
  /** Whether every file is there as it should be: by size and time where it was proved before, else by its digest. */
  isWhole(model: Model): Promise<boolean>
  /** The same, by digest whatever is known. */
  proveAgain(model: Model, onBytes: (hashedBytes: number) => void): Promise<boolean>
  /** Remembers that the daemon has proved each file as it is now. */
  remember(model: Model): Promise<void>
  /** Makes the daemon forget it, and deletes what is there. */
  erase(model: Model): Promise<void>
}

export function createAria2Models(rpc: JsonRpc, options: ConnectAria2Options): Aria2Models {
  const { directory, disk, connections = 4, headers = [] } = options
  /** Files that were seen proved, by their places: to hash one again at each look would take too long. */
  const proved = new Map<string, Aria2Stat>()

  const filesOf = (model: Model): readonly Aria2File[] =>
    model.files.map((file) => createAria2File(rpc, model, file, { directory, connections, headers }))

  const placeOf = (model: Model, { path }: Pick<ModelFile, 'path'>): string =>
    `${directory}/${modelFolder(model.id)}/${path}`

  const stat = async (model: Model, file: Pick<ModelFile, 'path'>): Promise<Aria2Stat | null> =>
    (await disk?.stat(placeOf(model, file))) ?? null

  async function isWhole(model: Model, onBytes?: (hashedBytes: number) => void): Promise<boolean> {
    if (disk === undefined) {
      const statuses = await Promise.all(filesOf(model).map((file) => file.status()))
      return statuses.length > 0 && statuses.every((status) => status?.status === 'complete')
    }
    let hashedBefore = 0
    for (const file of model.files) {
      const place = placeOf(model, file)
      const now = await disk.stat(place)
      if (now === null || (file.size !== null && now.size !== file.size)) return false
      if ((await disk.stat(controlFileOf(place))) !== null) return false
      const isKnown = onBytes === undefined && isSame(proved.get(place), now)
      if (file.sha256 !== null && !isKnown) {
        const before = hashedBefore
        if ((await disk.sha256(place, (bytes) => onBytes?.(before + bytes))) !== file.sha256) return false
      }
      hashedBefore += now.size
      proved.set(place, now)
    }
    return model.files.length > 0
  }

  return {
    filesOf,
    placeOf,
    stat,
    async hasControlFile(model) {
      const found = await Promise.all(model.files.map((file) => disk?.stat(controlFileOf(placeOf(model, file)))))
      return found.some((control) => control)
    },
    isWhole: (model) => isWhole(model),
    proveAgain: (model, onBytes) => isWhole(model, onBytes),
    async remember(model) {
      for (const file of model.files) {
        const now = await stat(model, file)
        if (now !== null) proved.set(placeOf(model, file), now)
      }
    },
    async erase(model) {
      for (const [at, file] of filesOf(model).entries()) {
        const place = placeOf(model, model.files[at] as ModelFile)
        proved.delete(place)
        await file.forget()
        await disk?.delete(place)
        await disk?.delete(controlFileOf(place))
      }
    },
  }
}

function isSame(before: Aria2Stat | undefined, now: Aria2Stat): boolean {
  return before?.size === now.size && before.modifiedAtMs === now.modifiedAtMs
}
