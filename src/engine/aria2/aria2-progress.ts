import type { FileProgress } from '../core/download.js'
import type { Model } from '../core/model.js'
import type { MoverProgress } from '../mover/mover.js'
import type { Aria2Status } from './aria2-status.js'

/** What the daemon says of each file, as the progress of a model. */
export function progressOf(model: Model, statuses: readonly (Aria2Status | null)[]): MoverProgress {
  const files = model.files.map(({ path, size }, at): FileProgress => {
    const status = statuses[at]
    const told = status?.totalLength ?? 0
    const totalBytes = size ?? (told > 0 ? told : null)
    return {
      path,
      totalBytes,
      receivedBytes: Math.min(status?.completedLength ?? 0, totalBytes ?? Number.POSITIVE_INFINITY),
    }
  })
  const running = statuses.filter((status) => status !== null && status !== undefined)
  // Between the last byte and the end the daemon may be done with one file and not have begun with the next.
  const isLastPart =
    statuses.some((status, at) => status?.isVerifying || (status?.status === 'complete' && model.files[at]?.sha256)) &&
    files.every(({ totalBytes, receivedBytes: bytes }) => bytes === totalBytes)
  const doneBytes = running.reduce(
    (sum, { status, verifiedLength, totalLength }) =>
      sum + (status === 'complete' ? totalLength : (verifiedLength ?? 0)),
    0,
  )
  return {
    phase: isLastPart ? 'verify' : 'fetch',
    files,
    verifiedBytes: isLastPart ? doneBytes : 0,
    connections: running.reduce((sum, status) => sum + status.connections, 0),
  }
}
