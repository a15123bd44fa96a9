import { EngineError } from './errors.js'
import type { FileBlocks, Model, ModelFile } from './model.js'
import { checkModelId, checkRelativePath, fileNameFromUrl } from './safe-path.js'
import { checkUrl } from './url.js'

export interface ParseModelOptions {
  /** Allow `http:` to hosts other than loopback. Default false. */
  readonly allowInsecureHttp?: boolean
}

const SHA256 = /^[0-9a-f]{64}$/
const MAX_FILES = 10_000
const MAX_URLS = 32
const MAX_NAME = 500
const MAX_REVISION = 200
const MAX_ORIGINS = 1_000

type Fields = Readonly<Record<string, unknown>>

// Marks of direction turn round what stands beside the name, too, so that it reads as another one than it is.
const DIRECTIONS = /[\u202A-\u202E\u2066-\u2069]/g

/**
 * Turns what an app wrote into a {@link Model}: one form, unknown as `null`, every part checked.
 * A bare reference (`{ id }`) gives a model without files.
 *
 * @throws EngineError `invalid-model` or `insecure-url`; the message names the field and says what to write.
 */
export function parseModel(input: unknown, options: ParseModelOptions = {}): Model {
  if (!isFields(input)) throw invalid('A model is an object like { id, url, sha256, size }.')
  const id = checkModelId(input.id)
  const name = input.name ?? null
  if (name !== null && (typeof name !== 'string' || name.length > MAX_NAME)) {
    throw invalid(`The name of model "${id}" has to be a text of at most ${MAX_NAME} characters.`)
  }
  const revision = input.revision ?? null
  if (revision !== null && (typeof revision !== 'string' || revision === '' || revision.length > MAX_REVISION)) {
    throw invalid(`The revision of model "${id}" has to be a text of 1 to ${MAX_REVISION} characters, or left out.`)
  }
  const files = parseFiles(id, input, options)
  checkDistinct(id, files)
  checkTotal(id, files)
  return {
    id,
    name: name?.replace(DIRECTIONS, '') ?? null,
    revision,
    files,
    ...parsePrivateOrigins(id, input.privateOrigins),
  }
}

function parsePrivateOrigins(id: string, given: unknown): Pick<Model, 'privateOrigins'> {
  if (given === undefined) return {}
  if (Array.isArray(given) && given.length <= MAX_ORIGINS && given.every((origin) => typeof origin === 'string')) {
    return { privateOrigins: given }
  }
  throw invalid(`The privateOrigins of model "${id}" have to be a list of origins like "https://models.example".`)
}

/** A sum that numbers cannot hold would be a total that no listener can read. */
function checkTotal(id: string, files: readonly ModelFile[]): void {
  const total = files.reduce((sum, { size }) => sum + (size ?? 0), 0)
  if (!Number.isSafeInteger(total))
    throw invalid(`The sizes of model "${id}" add up to more bytes than there can be. Correct them, or leave them out.`)
}

function parseFiles(id: string, input: Fields, options: ParseModelOptions): readonly ModelFile[] {
  if (input.files === undefined) {
    const isReference = input.url === undefined && input.urls === undefined
    return isReference ? [] : [parseFile(id, input, options)]
  }
  if (!Array.isArray(input.files) || input.files.length === 0 || input.files.length > MAX_FILES) {
    throw invalid(`The files of model "${id}" have to be a list of 1 to ${MAX_FILES} files.`)
  }
  return input.files.map((file: unknown) => {
    if (!isFields(file)) throw invalid(`Each file of model "${id}" is an object like { path, url, sha256, size }.`)
    if (file.path === undefined) throw invalid(`A file of model "${id}" has no path. Give each file the path it gets.`)
    return parseFile(id, file, options)
  })
}

function parseFile(id: string, input: Fields, options: ParseModelOptions): ModelFile {
  const urls = parseUrls(id, input, options)
  const path = input.path === undefined ? fileNameFromUrl(urls[0] as string) : checkRelativePath(id, input.path)
  const size = input.size ?? null
  if (size !== null && !isByteCount(size)) {
    throw invalid(`The size of "${path}" in model "${id}" has to be a whole number of bytes, or left out.`)
  }
  const sha256 = typeof input.sha256 === 'string' ? input.sha256.toLowerCase() : (input.sha256 ?? null)
  if (sha256 !== null && (typeof sha256 !== 'string' || !SHA256.test(sha256))) {
    throw invalid(`The sha256 of "${path}" in model "${id}" has to be 64 hexadecimal digits, or left out.`)
  }
  // 0 is how many write "unknown"; only a digest makes it a claim. An empty file is found to be empty by asking.
  const known = size === 0 && sha256 === null ? null : size
  return { path, urls, size: known, sha256, blocks: parseBlocks(id, path, input.blocks ?? null, size) }
}

function parseUrls(id: string, input: Fields, options: ParseModelOptions): readonly string[] {
  const given: unknown = input.urls ?? (input.url === undefined ? [] : [input.url])
  if (!Array.isArray(given) || given.length === 0 || given.length > MAX_URLS) {
    throw invalid(`A file of model "${id}" has no URL. Give it a url, or urls: origin first, then up to 31 mirrors.`)
  }
  return given.map((url: unknown) => checkUrl(id, url, options.allowInsecureHttp ?? false))
}

function parseBlocks(id: string, path: string, input: unknown, size: number | null): FileBlocks | null {
  if (input === null) return null
  const blocks = isFields(input) ? input : {}
  const digests = Array.isArray(blocks.sha256)
    ? blocks.sha256.map((digest: unknown) => (typeof digest === 'string' ? digest.toLowerCase() : ''))
    : []
  const expected = size !== null && isByteCount(blocks.size) ? Math.ceil(size / Math.max(blocks.size, 1)) : null
  if (
    !isByteCount(blocks.size) ||
    blocks.size === 0 ||
    expected !== digests.length ||
    !digests.every((d) => SHA256.test(d))
  ) {
    throw invalid(
      `The blocks of "${path}" in model "${id}" have to be { size, sha256: [one digest a block] }, and the file's own size has to be given.`,
    )
  }
  return { size: blocks.size, sha256: digests }
}

function checkDistinct(id: string, files: readonly ModelFile[]): void {
  const paths = new Set<string>()
  for (const file of files) {
    const path = file.path.toLowerCase()
    if (paths.has(path))
      throw invalid(`Model "${id}" names the path "${file.path}" twice (upper and lower case count as one).`)
    paths.add(path)
  }
  for (const path of paths) {
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
      if (paths.has(path.slice(0, at)))
        throw invalid(`Model "${id}" uses "${path.slice(0, at)}" as a file and as a folder.`)
    }
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isByteCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function invalid(message: string): EngineError {
  return new EngineError('invalid-model', message)
}
