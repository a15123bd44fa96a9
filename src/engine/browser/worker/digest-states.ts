import type { JournalFiles } from './journal-files.js'

/** How far a file is hashed, and the hash's inner state there. */
export interface DigestState {
  readonly offset: number
  readonly state: Uint8Array
}

/**
 * The inner states of the digests of partials, so that a resume need not read again what was hashed. A state is kept only once the bytes
 * it stands for are flushed, and dropped before any of them is.
 */
export interface DigestStates {
  /** The state of a partial, no further than `offset`. */
  read(key: string, offset: number): Promise<DigestState | null>
  /** Something that knows the present state of a partial; gives a function that takes it away again. */
  watch(key: string, current: () => DigestState | null): () => void
  /** The present state of a partial that is about to be flushed, to be kept afterwards. */
  take(key: string): DigestState | null
  /** Keeps a state whose bytes are flushed. It is on the medium with the next write of the journal. */
  keep(key: string, state: DigestState): Promise<void>
  /** The partial is cut: a state beyond that is void. */
  cut(key: string, size: number): Promise<void>
  forget(key: string): Promise<void>
  forgetFolder(folder: string): Promise<void>
}

const PREFIX = 'digest:'

export function createDigestStates(files: JournalFiles): DigestStates {
  const current = new Map<string, () => DigestState | null>()
  /** Of digests that were called off: what they had is still true of what was written. */
  const last = new Map<string, DigestState>()

  async function forget(key: string): Promise<void> {
    last.delete(key)
    const log = await files.open()
    if (!log.entries.has(PREFIX + key)) return
    log.set(PREFIX + key, null)
    await files.flush()
  }

  async function stored(key: string): Promise<DigestState | null> {
    const text = (await files.open()).entries.get(PREFIX + key)
    return text === undefined ? null : parse(text)
  }

  return {
    async read(key, offset) {
      const found = await stored(key)
      return found !== null && found.offset <= offset ? found : null
    },
    watch(key, read) {
      current.set(key, read)
      last.delete(key)
      return () => {
        if (current.get(key) !== read) return
        const state = read()
        if (state !== null) last.set(key, state)
        current.delete(key)
      }
    },
    take: (key) => current.get(key)?.() ?? last.get(key) ?? null,
    async keep(key, { offset, state }) {
      const log = await files.open()
      log.set(PREFIX + key, JSON.stringify({ offset, state: [...state] }))
    },
    async cut(key, size) {
      last.delete(key)
      const found = await stored(key)
      if (found !== null && found.offset > size) await forget(key)
    },
    forget,
    async forgetFolder(folder) {
      const { entries } = await files.open()
      for (const key of [...entries.keys()])
        if (key.startsWith(`${PREFIX}${folder}/`)) await forget(key.slice(PREFIX.length))
    },
  }
}

function parse(text: string): DigestState | null {
  const { offset, state } = JSON.parse(text) as { readonly offset?: unknown; readonly state?: unknown }
  return Number.isSafeInteger(offset) && Array.isArray(state)
    ? { offset: offset as number, state: Uint8Array.from(state as number[]) }
    : null
}
