import type { DownloadPatch } from '../core/diff.js'
import type { Download, FileProgress } from '../core/download.js'
import { MAX_WRITTEN, readNumbers, writeChange, writeCount } from './number-text.js'

/**
 * What moves in a download ten times a second, as text. A hundred downloads change a thousand times a second, and by name each
 * change is some 300 bytes; as differences of numbers it is some 20.
 *
 * One entry a download: how many ids of the order are skipped, a mask of what follows, then the differences.
 */
const RECEIVED = 1
const FETCHED = 2
const FILE = 4
const FETCHED_OTHERWISE = 8

/** Their bit is 16 and up. The first ones are in nearly every patch, so that most masks are two characters. */
const NUMBERS = [
  'elapsedMs',
  'bytesPerSecond',
  'averageBytesPerSecond',
  'timeLeftMs',
  'committedBytes',
  'verifiedBytes',
  'position',
  'connections',
] as const

type Fields = Partial<Record<Exclude<keyof Download, 'id'>, unknown>>

/** Splits what changed in a download into the text of its numbers (without the skip) and the fields that it cannot say. */
export function writeProgress(
  before: Download,
  change: DownloadPatch,
): { readonly text: string; readonly rest: DownloadPatch | null } {
  const { id, ...fields } = change as DownloadPatch & Fields
  const rest: Fields = { ...fields }
  let mask = 0
  let text = ''

  function put(bit: number, names: readonly (keyof Fields)[], value: string): void {
    mask |= bit
    text += value
    for (const name of names) delete rest[name]
  }

  const received = differenceOf(before.receivedBytes, rest.receivedBytes)
  if (received !== null) put(RECEIVED, ['receivedBytes'], writeChange(received))
  const fetched = differenceOf(before.fetchedBytes, rest.fetchedBytes)
  const fetchedInAll = differenceOf(before.fetchedBytesInAll, rest.fetchedBytesInAll)
  if (fetched !== null && fetched === fetchedInAll) {
    const names = ['fetchedBytes', 'fetchedBytesInAll'] as const
    if (fetched === received) put(FETCHED, names, '')
    else put(FETCHED_OTHERWISE, names, writeChange(fetched))
  }
  const file = received === null ? null : movedFile(before.files, rest.files as Download['files'], received)
  if (file !== null) put(FILE, ['files'], writeCount(file))
  for (const [at, name] of NUMBERS.entries()) {
    const difference = differenceOf(before[name], rest[name])
    if (difference !== null) put(16 << at, [name], writeChange(difference))
  }
  return {
    text: mask === 0 ? '' : writeCount(mask) + text,
    rest: Object.keys(rest).length === 0 ? null : ({ id, ...rest } as DownloadPatch),
  }
}

/** The changes that a text says of the downloads in their order; null where it cannot be about them. */
export function readProgress(
  text: string,
  order: readonly string[],
  downloads: Readonly<Record<string, Download>>,
): readonly DownloadPatch[] | null {
  const reader = readNumbers(text)
  const patches: DownloadPatch[] = []
  let at = -1
  while (!reader.isAtEnd()) {
    const skipped = reader.count()
    const mask = reader.count()
    if (skipped === null || mask === null) return null
    at += skipped + 1
    const id = order[at]
    const before = id !== undefined && Object.hasOwn(downloads, id) ? downloads[id] : undefined
    const patch = before === undefined ? null : readOne(reader, mask, before)
    if (patch === null) return null
    patches.push(patch)
  }
  return patches
}

function readOne(reader: ReturnType<typeof readNumbers>, mask: number, before: Download): DownloadPatch | null {
  const patch: { id: string } & Fields = { id: before.id }
  let isRight = mask < 16 << NUMBERS.length

  function add(name: keyof Fields, change: number | null): void {
    const old = before[name]
    const value = typeof old === 'number' && change !== null ? old + change : -1
    if (!Number.isSafeInteger(value) || value < 0) isRight = false
    patch[name] = value
  }

  const received = (mask & RECEIVED) === 0 ? null : reader.change()
  if ((mask & RECEIVED) !== 0) add('receivedBytes', received)
  if ((mask & (FETCHED | FETCHED_OTHERWISE)) !== 0) {
    const fetched = (mask & FETCHED) === 0 ? reader.change() : received
    add('fetchedBytes', fetched)
    add('fetchedBytesInAll', fetched)
  }
  if ((mask & FILE) !== 0) {
    const index = reader.count()
    const files = index === null || received === null ? null : moveFile(before.files, index, received)
    if (files === null) return null
    patch.files = files
  }
  for (const [at, name] of NUMBERS.entries()) {
    if ((mask & (16 << at)) !== 0) add(name, reader.change())
  }
  return isRight ? (patch as DownloadPatch) : null
}

function differenceOf(before: unknown, after: unknown): number | null {
  if (!Number.isSafeInteger(before) || !Number.isSafeInteger(after)) return null
  const difference = (after as number) - (before as number)
  return Math.abs(difference) < MAX_WRITTEN ? difference : null
}

/** The one file that moved, by as much as the download; null where it is not as simple. */
function movedFile(before: Download['files'], after: Download['files'] | undefined, moved: number): number | null {
  if (after === undefined || after.length !== before.length) return null
  let found: number | null = null
  for (const [at, file] of after.entries()) {
    const old = before[at] as FileProgress
    if (old === file) continue
    const { path, totalBytes, receivedBytes } = file
    if (old.path !== path || old.totalBytes !== totalBytes) return null
    if (old.receivedBytes === receivedBytes) continue
    if (found !== null || receivedBytes - old.receivedBytes !== moved) return null
    found = at
  }
  return found
}

function moveFile(files: Download['files'], index: number, moved: number): Download['files'] | null {
  const file = files[index]
  if (file === undefined) return null
  const receivedBytes = file.receivedBytes + moved
  if (!Number.isSafeInteger(receivedBytes) || receivedBytes < 0) return null
  return files.map((old, at) => (at === index ? { ...file, receivedBytes } : old))
}
