import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import type { Command } from 'commander'
import { EngineError } from '../../engine/core/errors.js'
import type { FileBlocks } from '../../engine/core/model.js'
import { parseModel } from '../../engine/core/parse-model.js'
import { type Console, say } from '../console.js'
import { parseBytes } from '../parse-bytes.js'
import { idOfName, safeId } from '../read-models.js'

interface ManifestOptions {
  readonly id?: string
  readonly url?: string
  readonly name?: string
  readonly revision?: string
  readonly blockSize: number
  readonly blocks: boolean
}

interface Entry {
  readonly path: string
  readonly size: number
  readonly sha256: string
  readonly blocks?: FileBlocks
}

const BLOCK_SIZE = 16 * 1024 * 1024

/** `manifest`: describes a file, or a folder of them, as a model.json. */
export function addManifest(program: Command, console: Console): void {
  program
    .command('manifest')
    .description('print the model.json of a file or a folder: size, sha256 and the digests of its blocks')
    .argument('<path>', 'a file, or a folder for a model of several files')
    .option('--url <url>', 'where the file will be; for a folder, the URL that its paths follow')
    .option('--id <id>', "the model's id (default: the file's name without its ending)")
    .option('--name <name>', 'its name for people')
    .option('--revision <revision>', 'what you call this version')
    .option('--block-size <bytes>', 'bytes per block', parseBytes, BLOCK_SIZE)
    .option('--no-blocks', 'leave the digests of blocks out')
    .action(async (path: string, options: ManifestOptions) => {
      say(console.out, JSON.stringify(await manifest(path, options), null, 2))
      if (options.url === undefined)
        say(console.err, 'Add a "url" to each file before it can be pulled, or run it again with --url.')
    })
}

async function manifest(path: string, options: ManifestOptions): Promise<unknown> {
  const found = await stat(path).catch(() => {
    throw new EngineError('invalid-command', `There is no file or folder "${path}". Give the path of one.`)
  })
  if (!found.isFile() && !found.isDirectory())
    throw new EngineError('invalid-command', `"${path}" is neither a file nor a folder. Give the path of one.`)
  const { url, name, revision } = options
  const words = { ...(name === undefined ? {} : { name }), ...(revision === undefined ? {} : { revision }) }
  const stem = basename(resolve(path))
  const model = found.isDirectory()
    ? { id: options.id ?? safeId(stem), ...words, files: await folder(path, options) }
    : {
        id: options.id ?? idOfName(stem),
        ...words,
        ...place(url),
        ...(await entry(path, stem, options)),
      }
  // A wrong id or path shows here, and not at somebody else's pull.
  parseModel(withUrls(model))
  return model
}

function place(url: string | undefined): { readonly url?: string } {
  return url === undefined ? {} : { url }
}

async function folder(path: string, options: ManifestOptions): Promise<readonly unknown[]> {
  const listed = await readdir(path, { recursive: true, withFileTypes: true })
  const names = listed
    .filter((found) => found.isFile())
    .map((found) => relative(path, join(found.parentPath, found.name)).split(sep).join('/'))
    .sort()
  if (names.length === 0) throw new EngineError('invalid-command', `The folder ${path} has no files.`)
  const files: unknown[] = []
  for (const name of names) {
    const url =
      options.url === undefined
        ? undefined
        : `${options.url.replace(/\/$/, '')}/${name.split('/').map(encodeURIComponent).join('/')}`
    files.push({ ...place(url), ...(await entry(join(path, name), name, options)) })
  }
  return files
}

/** Reads the file once for all its digests. */
async function entry(file: string, path: string, { blocks, blockSize }: ManifestOptions): Promise<Entry> {
  const whole = createHash('sha256')
  const digests: string[] = []
  let size = 0
  let block = createHash('sha256')
  let inBlock = 0
  for await (const chunk of chunksOf(file)) {
    whole.update(chunk)
    size += chunk.length
    if (!blocks) continue
    for (let at = 0; at < chunk.length; ) {
      const end = Math.min(chunk.length, at + blockSize - inBlock)
      block.update(chunk.subarray(at, end))
      inBlock += end - at
      at = end
      if (inBlock < blockSize) continue
      digests.push(block.digest('hex'))
      block = createHash('sha256')
      inBlock = 0
    }
  }
  if (inBlock > 0) digests.push(block.digest('hex'))
  const base = { path, size, sha256: whole.digest('hex') }
  // One block says nothing that the whole does not.
  return digests.length > 1 ? { ...base, blocks: { size: blockSize, sha256: digests } } : base
}

async function* chunksOf(file: string): AsyncIterable<Buffer> {
  try {
    yield* createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>
  } catch (cause) {
    const { code = 'unknown' } = cause as NodeJS.ErrnoException
    throw new EngineError('storage-io', `"${file}" cannot be read (${code}). Check who may read it, and its disk.`, {
      cause,
    })
  }
}

function withUrls(model: object): unknown {
  const url = 'https://models.example/model.bin'
  if (!('files' in model)) return { url, ...model }
  return { ...model, files: (model.files as readonly object[]).map((file) => ({ url, ...file })) }
}
