import type { Availability } from '../engine/core/command.js'
import { type Download, type DownloadStatus, isActive } from '../engine/core/download.js'
import { progressOf } from '../engine/core/format.js'
import type { ModelInput } from '../engine/core/model.js'
import type { DownloadVerb } from './verb-runner.js'

/** A download's status, or `missing`: the model is not on this machine and nobody is fetching it. */
export type ModelStatus = 'missing' | DownloadStatus

/** Which verbs make sense now and are something the engine can do: draw a control where it is true. */
export type DownloadCan = Readonly<Record<DownloadVerb, boolean>>

/** How far a model is, whoever knows it: the download, or what stands on disk. */
export interface ModelProgress {
  /** null where nobody knows the size. */
  readonly totalBytes: number | null
  /** Bytes of the model that are here. */
  readonly receivedBytes: number
  /** 0 to 1; null where it is not known. 1 only when the model is usable. While `verifying`, of the verification, from 0 again. */
  readonly progress: number | null
  /** Bytes on disk of a model that is not complete, kept for going on; 0 where there are none, null until known. */
  readonly partialBytes: number | null
}

/** The status of a model by its download and by what the engine found on disk; either may be null. */
export function statusOf(download: Download | null, availability: Availability | null): ModelStatus {
  if (download === null) return availability?.status === 'available' ? 'completed' : 'missing'
  if (download.status !== 'completed' || availability === null) return download.status
  // Completed once, and gone or spoilt since.
  return availability.status === 'available' ? 'completed' : 'missing'
}

export function modelProgressOf(
  status: ModelStatus,
  download: Download | null,
  availability: Availability | null,
  model: ModelInput,
): ModelProgress {
  const live = status === 'missing' ? null : download
  const totalBytes = live?.totalBytes ?? availability?.totalBytes ?? sizeOf(model)
  const isPartial = availability?.status === 'partial'
  const receivedBytes = live?.receivedBytes ?? (status === 'completed' || isPartial ? (availability?.bytes ?? 0) : 0)
  const known = { receivedBytes, totalBytes, verifiedBytes: live?.verifiedBytes ?? 0 }
  // A model that nobody asked for stands still, wherever its bytes are known from.
  const { value: progress } = progressOf({ ...known, status: status === 'missing' ? 'cancelled' : status })
  return { totalBytes, receivedBytes, progress, partialBytes: partial() }

  function partial(): number | null {
    if (status === 'completed') return 0
    if (live !== null) return live.committedBytes
    if (availability === null) return null
    return isPartial ? availability.bytes : 0
  }
}

/** Which verbs to offer. None until the link is open: the engine could not answer. */
export function canOf(
  status: ModelStatus,
  download: Download | null,
  isOpen: boolean,
  commands: readonly string[],
): DownloadCan {
  const can = (verb: DownloadVerb, makesSense: boolean): boolean => isOpen && makesSense && commands.includes(verb)
  const isGoing = status !== 'missing' && isActive(status)
  const isStuck = status === 'failed' || status === 'paused'
  return {
    download: can('download', status === 'missing' || status === 'cancelled'),
    pause: can('pause', isGoing),
    resume: can('resume', status === 'paused'),
    cancel: can('cancel', isGoing || isStuck),
    retry: can('retry', status === 'failed' || status === 'waiting'),
    remove: can('remove', download !== null && !isGoing && status !== 'paused'),
    update: can('update', status === 'completed' && download?.updateAvailable?.needsDigest === false),
  }
}

function sizeOf(model: ModelInput): number | null {
  if (typeof model.size === 'number') return model.size
  if (!('files' in model)) return null
  const sizes = model.files.map((file) => file.size)
  return sizes.reduce<number | null>((sum, size) => (sum === null || size == null ? null : sum + size), 0)
}
