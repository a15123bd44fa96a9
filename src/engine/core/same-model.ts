import type { DownloadStatus } from './download.js'
import { isActive } from './download.js'
import { EngineError } from './errors.js'
import type { Model, ModelFile } from './model.js'

/**
 * What keeps a model that is asked for from being the one that is known, in words; empty where it is the same. Where both name a digest,
 * that decides, for it names the bytes: the URLs may be others then. Otherwise one URL in common is enough, in whatever order. What is
 * left out contradicts nothing.
 */
export function differences(known: Model, asked: Model): readonly string[] {
  if (asked.files.length === 0) return []
  const paths = ({ files }: Model): string => files.map(({ path }) => path).join('\n')
  if (paths(known) !== paths(asked)) return ['files']
  return [...new Set(known.files.flatMap((file, at) => differencesOfFile(file, asked.files[at] as ModelFile)))]
}

function differencesOfFile(known: ModelFile, asked: ModelFile): readonly string[] {
  const isProved = known.sha256 !== null && known.sha256 === asked.sha256
  const hasSize = known.size !== null && asked.size !== null
  return [
    ...(asked.sha256 !== null && asked.sha256 !== known.sha256 ? ['sha256'] : []),
    ...(hasSize && known.size !== asked.size ? ['size'] : []),
    ...(isProved || asked.urls.some((url) => known.urls.includes(url)) ? [] : ['URL']),
  ]
}

/** The model as it is asked for now: the same bytes, perhaps from other mirrors or by a new link. Nothing that is known gets lost. */
export function renewed(known: Model, asked: Model): Model {
  if (asked.files.length === 0) return known
  const files = asked.files.map((file, at) => {
    const old = known.files[at] as ModelFile
    const isGained = file.sha256 !== null && old.sha256 === null
    const { size, sha256, blocks } = isGained ? file : old
    return {
      ...file,
      size: file.size ?? size,
      sha256: file.sha256 ?? sha256,
      blocks: file.blocks ?? blocks,
    }
  })
  const next = { ...asked, name: asked.name ?? known.name, revision: asked.revision ?? known.revision, files }
  return JSON.stringify(next) === JSON.stringify(known) ? known : next
}

/**
 * Whether a model that differs may take the place of the one that is known. What failed or was cancelled is corrected that way; what is
 * on its way or usable is somebody's. Of a usable one a digest may be learned: it is hashed then.
 *
 * @throws EngineError `invalid-model`
 */
export function checkReplaceable(id: string, status: DownloadStatus, known: Model, different: readonly string[]): void {
  if (status === 'failed' || status === 'cancelled') return
  const what = different.map((one) => (one === 'files' ? 'other files' : `another ${one}`)).join(' and ')
  if (isActive(status) || status === 'paused') {
    throw new EngineError(
      'invalid-model',
      `Model "${id}" is on its way already, and is asked for now with ${what}. Cancel or remove that download first, or give this model an id of its own.`,
    )
  }
  const isLearned = different.every((one) => one === 'sha256') && known.files.every(({ sha256 }) => sha256 === null)
  if (isLearned) return
  throw new EngineError(
    'invalid-model',
    `Model "${id}" is here already, and is asked for now with ${what}. Give it another revision to update it, remove it first, or give this model an id of its own.`,
  )
}
