import type { Model } from '../core/model.js'
import type { MoverProgress } from '../mover/mover.js'
import { pullError } from './pull-error.js'

/** What a pull has told so far. */
export interface PullState {
  /** By digest, in the order in which they were told of. */
  readonly layers: ReadonlyMap<string, { readonly total: number; readonly completed: number }>
  readonly phase: MoverProgress['phase']
  readonly isDone: boolean
}

export const NO_PULL: PullState = { layers: new Map(), phase: 'fetch', isDone: false }

const DIGEST = /^sha256:([0-9a-f]{64})$/

/**
 * Takes one line of the answer of `/api/pull`.
 *
 * @throws EngineError where the line tells of an error
 * @see https://docs.ollama.com/api/pull
 */
export function takeLine(state: PullState, line: unknown): PullState {
  const { status, digest, total, completed, error } = (typeof line === 'object' && line !== null ? line : {}) as Record<
    string,
    unknown
  >
  if (typeof error === 'string') throw pullError(error)
  if (status === 'success') return { ...state, isDone: true }
  if (status === 'verifying sha256 digest') return { ...state, phase: 'verify' }
  if (typeof digest !== 'string' || !DIGEST.test(digest)) return state
  const layer = { total: count(total), completed: Math.min(count(completed), count(total)) }
  const before = state.layers.get(digest)
  // A layer that had bytes and is told of without a count has not lost them.
  const kept = completed === undefined && before !== undefined ? { ...layer, completed: before.completed } : layer
  return { ...state, layers: new Map(state.layers).set(digest, kept) }
}

/** The pull as the progress of a model: Ollama counts layers, an app's model has files. */
export function progressOf(model: Model, { layers, phase }: PullState): MoverProgress {
  const known = [...layers.values()]
  const told = known.reduce((sum, { total }) => sum + total, 0)
  const received = known.reduce((sum, { completed }) => sum + completed, 0)
  const sizes = model.files.map(({ size }) => size)
  const given = sizes.every((size) => size !== null) ? sizes.reduce((sum, size) => sum + (size as number), 0) : null
  // Layers are told of one by one: until the last of them the app knows better.
  const total = given ?? (told > 0 ? told : null)
  const bytes = Math.min(received, total ?? received)
  const [first, ...others] = model.files
  return {
    phase,
    files: [
      { path: first?.path ?? 'model', totalBytes: total, receivedBytes: bytes },
      ...others.map(({ path }) => ({ path, totalBytes: 0, receivedBytes: 0 })),
    ],
    verifiedBytes: phase === 'verify' ? bytes : 0,
  }
}

/** Whether one of the layers is what the app named by its digest. Only known once every layer has been told of. */
export function hasDigest({ layers }: PullState, sha256: string): boolean {
  return layers.has(`sha256:${sha256}`)
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0
}
