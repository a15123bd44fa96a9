import { coveredBytes } from '../core/intervals.js'
import type { Model } from '../core/model.js'
import { modelFolder } from '../core/safe-path.js'
import type { HostContext } from './context.js'
import { examineFinal } from './examine.js'
import { trustedRanges } from './transfer/part-state.js'
import { twinsOf } from './transfer/share.js'
import { isWorthFor, type Worths } from './worth.js'

/** What is here of a model. */
export interface OnDisk {
  /** Files that are there, whole. */
  readonly usable: number
  readonly sizes: readonly number[]
  readonly bytes: number
  /** Bytes that are missing here, and that other models have. */
  readonly sharedBytes: number
  readonly totalBytes: number | null
  readonly isVerified: boolean
  readonly isCorrupt: boolean
}

/** Looks at the files of one version of a model. */
export async function examine(host: HostContext, model: Model, generation: number): Promise<OnDisk> {
  const worths: Worths = host.store.at(generation).get(model.id)?.worths ?? {}
  const folder = modelFolder(model.id, generation)
  let [usable, bytes, sharedBytes, isVerified, isCorrupt] = [0, 0, 0, true, false]
  let total: number | null = model.files.length === 0 ? null : 0
  const sizes: number[] = []
  for (const file of model.files) {
    const ref = { folder, path: file.path }
    const worth = worths[file.path]
    const known = worth !== undefined && isWorthFor(worth, file) ? worth : null
    const found = await examineFinal(host.platform, ref, file, known)
    const twin = file.sha256 === null ? undefined : twinsOf(host.store, file.sha256, ref)[0]
    const twinSize = twin?.worth.published?.size ?? null
    const size = found.kind === 'usable' ? found.published.size : (file.size ?? known?.totalBytes ?? twinSize)
    let here = 0
    if (found.kind === 'usable') {
      usable += 1
      here = found.published.size
      isVerified &&= found.published.verified
    } else if (known !== null && known.published === null) {
      const part = await host.platform.files.statPart(ref)
      here = coveredBytes(trustedRanges(known.ranges, part?.size ?? 0))
    }
    const isShared = host.platform.files.incoming !== undefined && twinSize !== null && twinSize === size
    if (isShared) sharedBytes += twinSize - here
    bytes += here
    isCorrupt ||= found.kind === 'other'
    sizes.push(size ?? 0)
    total = total === null || size === null ? null : total + size
  }
  return { usable, sizes, bytes, sharedBytes, totalBytes: total, isVerified, isCorrupt }
}
