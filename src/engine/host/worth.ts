import { coveredBytes, type Intervals, parseIntervals } from '../core/intervals.js'
import type { ModelFile } from '../core/model.js'
import type { Validator } from '../core/validator.js'

/** What the journal vouches for of one file: which bytes of the partial are on the medium, and of which version. */
export interface FileWorth {
  /** Bytes of the whole file; null where not known. */
  readonly totalBytes: number | null
  readonly validator: Validator
  /** What the bytes were fetched for: another digest or, without one, another URL makes them worth nothing. */
  readonly sha256: string | null
  readonly source: string
  /** The place that the validator is of, and the bytes where no digest proves them. Default: the first URL. */
  readonly from?: string
  readonly ranges: Intervals
  /** Set once the file stands under its final name. */
  readonly published: Published | null
}

/** The final file as it was when it got its name: a later change of size or time means that it is another. */
export interface Published {
  readonly size: number
  readonly modifiedAtMs: number
  /** Whether a digest proved it. */
  readonly verified: boolean
}

export type Worths = Readonly<Record<string, FileWorth>>

/** A file's source for comparison: the URL without its query, which may hold a signature that changes. */
export function sourceOf(file: ModelFile): string {
  return placeOf(file.urls[0] as string)
}

/** A URL without its query. */
export function placeOf(url: string): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}

/** Whether bytes fetched earlier may count for this file. */
export function isWorthFor(worth: FileWorth, file: ModelFile): boolean {
  if (worth.sha256 !== null && file.sha256 !== null) return worth.sha256 === file.sha256
  return worth.source === sourceOf(file)
}

export function worthBytes(worth: FileWorth): number {
  return worth.published?.size ?? coveredBytes(worth.ranges)
}

/** Reads worths that came from disk, where anything may stand. What does not fit is worth nothing. */
export function parseWorths(value: unknown): Worths {
  if (!isFields(value)) return {}
  const entries: [string, FileWorth][] = []
  for (const [path, raw] of Object.entries(value)) {
    const worth = parseWorth(raw)
    if (worth !== null) entries.push([path, worth])
  }
  return Object.fromEntries(entries)
}

function parseWorth(value: unknown): FileWorth | null {
  if (!isFields(value) || typeof value.source !== 'string' || !isFields(value.validator)) return null
  const totalBytes = isBytes(value.totalBytes) ? value.totalBytes : null
  const ranges = parseIntervals(value.ranges, totalBytes ?? Number.MAX_SAFE_INTEGER)
  if (ranges === null) return null
  return {
    totalBytes,
    validator: { etag: text(value.validator.etag), lastModified: text(value.validator.lastModified) },
    sha256: text(value.sha256),
    source: value.source,
    ...(typeof value.from === 'string' ? { from: value.from } : {}),
    ranges,
    published: parsePublished(value.published),
  }
}

function parsePublished(value: unknown): Published | null {
  if (!isFields(value) || !isBytes(value.size) || typeof value.modifiedAtMs !== 'number') return null
  return { size: value.size, modifiedAtMs: value.modifiedAtMs, verified: value.verified === true }
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isBytes(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
