import type { EngineError } from '../../core/errors.js'
import { NO_VALIDATOR, type Validator } from '../../core/validator.js'
import { placeOf } from '../worth.js'
import type { FileJob } from './file-job.js'

/** How long a source that failed is left alone while there are others, milliseconds. */
const REST_MS = 30_000

/** One place that a file can be had from: its origin or a mirror. Mutable, as the job it belongs to. */
export interface Source {
  readonly url: string
  /** Where the URL led to; null when it has to be asked again. */
  resolved: string | null
  /** Settles when a request has found out where the URL leads now, or with what it was refused; null while none is about it. */
  renewing: Promise<EngineError | null> | null
  /** Of this source: mirrors name the same version differently. */
  validator: Validator
  /** Left alone until then, by the clock's `elapsed`. */
  restsUntilMs: number
}

export function createSources(urls: readonly string[]): readonly Source[] {
  return urls.map((url) => ({ url, resolved: null, renewing: null, validator: NO_VALIDATOR, restsUntilMs: 0 }))
}

/**
 * The source for the next request. Where a digest proves what is put together, all of them share the work: the one with the
 * fewest requests. Else the first that does not rest.
 */
export function chooseSource(job: FileJob, nowMs: number): Source {
  const awake = job.sources.filter((source) => source.restsUntilMs <= nowMs)
  const choice = awake.length > 0 ? awake : [...job.sources].sort((a, b) => a.restsUntilMs - b.restsUntilMs).slice(0, 1)
  const first = choice[0] as Source
  if (!isProvable(job)) return choice.find((source) => source === job.from) ?? first
  const load = (source: Source): number => [...job.claims].filter((claim) => claim.source === source).length
  return choice.reduce((best, source) => (load(source) < load(best) ? source : best), first)
}

/** Lets a source rest, for as long as it asked at least; gives false when there is no other that could be asked instead. */
export function restSource(job: FileJob, source: Source, nowMs: number, askedMs: number = 0): boolean {
  source.restsUntilMs = nowMs + Math.max(REST_MS, askedMs)
  source.resolved = null
  return job.sources.some(({ restsUntilMs }) => restsUntilMs <= nowMs)
}

/** Whether a digest will tell if the bytes are right, wherever they came from. */
export function isProvable(job: FileJob): boolean {
  return job.sha256 !== null || job.file.blocks !== null
}

/** Whether the bytes of a response may stand beside those that are here: proved together, of one source, or under one strong ETag. */
export function isMixable(job: FileJob, source: Source, { etag }: Validator): boolean {
  if (isProvable(job) || job.from === null || job.from === source) return true
  return etag !== null && etag === job.from.validator.etag
}

/** Takes note of what a response said of the version; silence takes nothing back. */
export function learnValidator(source: Source, { etag, lastModified }: Validator): void {
  if (etag !== null || lastModified !== null) source.validator = { etag, lastModified }
}

/** The source whose validator is kept for a resume: that of the bytes or, where a digest proves them, the first that has one. */
export function lastingSource(job: FileJob): Source {
  const told = job.sources.find(({ validator }) => validator !== NO_VALIDATOR)
  return (isProvable(job) ? told : (job.from ?? told)) ?? (job.sources[0] as Source)
}

/** The source that stands at a place, or the first where none is told; undefined where the model does not know it any more. */
export function sourceAt(sources: readonly Source[], place: string | undefined): Source | undefined {
  return place === undefined ? sources[0] : sources.find(({ url }) => placeOf(url) === place)
}
