import type { FileProgress } from '../core/download.js'
import type { Model } from '../core/model.js'
import type { HostContext } from './context.js'

/** The version of a model that can be used now. */
export interface UsableVersion {
  readonly model: Model
  readonly generation: number
  readonly files: readonly FileProgress[]
  readonly isBeingReplaced: boolean
}

/** The version that the journal calls complete; null where there is none. */
export function usableVersion(host: HostContext, id: string): UsableVersion | null {
  const entry = host.store.get(id)
  if (entry === null) return null
  const { model, intent, version } = entry.record
  if (version.installed !== null) return { ...version.installed, isBeingReplaced: true }
  if (intent !== 'completed') return null
  const files = model.files.map(({ path, size }) => {
    const bytes = entry.worths[path]?.published?.size ?? size
    return { path, totalBytes: bytes, receivedBytes: bytes ?? 0 }
  })
  return { model, generation: version.generation, files, isBeingReplaced: false }
}

/** The number of the version that the journal's record is about. */
export function generationOf(host: HostContext, id: string): number {
  return host.store.get(id)?.record.version.generation ?? 0
}
