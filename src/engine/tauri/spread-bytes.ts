import type { FileProgress } from '../core/download.js'
import type { Model } from '../core/model.js'

/** One count of bytes for a whole model, as the progress of its files: one after the other where their sizes are known, else all in the first. */
export function spreadBytes(model: Model, received: number, total: number | null): readonly FileProgress[] {
  const isKnown = model.files.every(({ size }) => size !== null)
  let left = received
  return model.files.map(({ path, size }, at) => {
    const totalBytes = isKnown ? size : at === 0 ? total : total === null ? null : 0
    const receivedBytes = Math.min(left, totalBytes ?? left)
    left -= receivedBytes
    return { path, totalBytes, receivedBytes }
  })
}

/** All sizes together; null where one is not known. */
export function sizeOf(model: Model): number | null {
  return model.files.reduce<number | null>((sum, { size }) => (sum === null || size === null ? null : sum + size), 0)
}
