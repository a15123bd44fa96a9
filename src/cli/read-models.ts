import { readFile } from 'node:fs/promises'
import { EngineError } from '../engine/core/errors.js'
import type { ModelInput } from '../engine/core/model.js'
import { parseModel } from '../engine/core/parse-model.js'

/** What the command line says of a model beside where it is. */
export interface ModelWords {
  readonly id?: string
  readonly sha256?: string
  readonly size?: number
}

/**
 * The models that an argument of `pull` means: a URL is a model of one file, anything else is a file with one model or a list of them.
 *
 * @throws EngineError `invalid-model`
 */
export async function readModels(source: string, words: ModelWords = {}): Promise<readonly ModelInput[]> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(source)) return [modelOfUrl(urlOf(source), words)]
  const found = await readModelFile(source)
  if (words.sha256 === undefined && words.size === undefined && words.id === undefined) return found
  throw new EngineError(
    'invalid-command',
    `--id, --sha256 and --size are about a URL, but ${source} is a file that says these things itself. Leave them out, or change the file.`,
  )
}

/**
 * A file with one model, or a list of them.
 *
 * @throws EngineError `invalid-model`
 */
export async function readModelFile(path: string): Promise<readonly ModelInput[]> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const what =
      cause.code === 'EISDIR' ? `"${path}" is a folder, not a file` : `There is no file "${path}" that can be read`
    throw new EngineError('invalid-model', `${what}. Give a URL (https://…) or the path of a model.json.`, { cause })
  })
  const models = parseJson(path, text)
  const listed = Array.isArray(models) ? models : [models]
  for (const model of listed) {
    const { id, files } = parseModel(model, { allowInsecureHttp: true })
    if (files.length === 0)
      throw new EngineError('invalid-model', `${path} has model "${id}" without a url. Give it a url, or files.`)
  }
  return listed as readonly ModelInput[]
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new EngineError(
      'invalid-model',
      `${path} is not JSON. It should hold a model like { "id": "…", "url": "https://…", "size": …, "sha256": "…" }, or a list of them.`,
    )
  }
}

function urlOf(source: string): URL {
  try {
    return new URL(source)
  } catch {
    // Without the text itself, which may hold a password.
    throw new EngineError(
      'invalid-model',
      'What looks like a URL is none that can be read. Write it like https://example.com/model.onnx, in quotes where it has spaces or &.',
    )
  }
}

function modelOfUrl(url: URL, { id, sha256, size }: ModelWords): ModelInput {
  const known = { ...(sha256 === undefined ? {} : { sha256 }), ...(size === undefined ? {} : { size }) }
  return { id: id ?? idOfUrl(url), url: url.href, ...known }
}

function idOfUrl({ pathname, hostname }: URL): string {
  const last = pathname.split('/').filter(Boolean).at(-1) ?? hostname
  return idOfName(decode(last))
}

/** A file's name without its ending, made fit to be a folder. */
export function idOfName(name: string): string {
  return safeId(name.replace(/\.[A-Za-z0-9]{1,12}$/, ''))
}

/** A name made fit to be a folder. */
export function safeId(name: string): string {
  const safe = name
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
  return safe === '' ? 'model' : safe
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
