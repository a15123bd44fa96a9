import type { ModelFile } from '../core/model.js'
import type { FileRef } from '../ports/files.js'
import type { Platform } from '../ports/platform.js'
import { badRanges } from './bad-ranges.js'
import type { FileWorth, Published } from './worth.js'

/** What stands under a file's final name. */
export type Finding =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'usable'; readonly published: Published }
  /** Something that is not the file: another size or another digest. */
  | { readonly kind: 'other'; readonly size: number }

/**
 * Looks at a final file. One that is as it was when it got its name is believed; any other is proved by its digest, or by its
 * size where there is no digest.
 */
export async function examineFinal(
  platform: Pick<Platform, 'files' | 'digest'>,
  ref: FileRef,
  file: ModelFile,
  worth: FileWorth | null,
): Promise<Finding> {
  const stat = await platform.files.stat(ref)
  if (stat === null) return { kind: 'nothing' }
  const { size, modifiedAtMs } = stat
  const known = worth?.published ?? null
  const isAsItWas = known !== null && known.size === size && known.modifiedAtMs === modifiedAtMs
  if (isAsItWas && (known.verified || (file.sha256 === null && file.blocks === null)))
    return { kind: 'usable', published: known }
  const expected = file.size ?? worth?.totalBytes ?? null
  if (expected !== null && expected !== size) return { kind: 'other', size }
  if (file.sha256 === null && file.blocks === null)
    return { kind: 'usable', published: { size, modifiedAtMs, verified: false } }
  // The whole digest is one reading, however many blocks there are.
  const proof = file.sha256 === null ? file : { sha256: file.sha256, blocks: null }
  const isRight = (await badRanges(platform.digest, ref, 'final', proof, size))?.length === 0
  return isRight ? { kind: 'usable', published: { size, modifiedAtMs, verified: true } } : { kind: 'other', size }
}
