import type { ErrorData } from '../../core/errors.js'
import type { EngineOptions } from '../../host/options.js'

/** The options of an engine without those that only the page can answer. */
export interface WorkerOptions extends Omit<EngineOptions, 'headers'> {
  /** The folder in the origin's private file system. */
  readonly directory: string
  /** Headers as data; where they are a function, the page is asked (`asksForHeaders`). */
  readonly headers: Readonly<Record<string, string>> | null
  readonly asksForHeaders: boolean
}

/** What a page tells its engine's worker. */
export type PageMessage =
  | { readonly type: 'engine'; readonly options: WorkerOptions }
  | { readonly type: 'headers'; readonly id: number; readonly headers: Readonly<Record<string, string>> | null }
  | { readonly type: 'persisted'; readonly persisted: boolean | null }
  | { readonly type: 'close' }

/** What the worker tells its page. */
export type EngineMessage =
  /** The script runs: it was found and may run. */
  | { readonly type: 'started' }
  | { readonly type: 'ask-headers'; readonly id: number; readonly url: string }
  /** A download begins: the page may ask the browser to keep what it stores. */
  | { readonly type: 'ask-persist' }
  | { readonly type: 'warning'; readonly message: string }
  /** There can be no engine with these options, or not here. */
  | { readonly type: 'failed'; readonly error: ErrorData }
  | { readonly type: 'closed' }

/** On the channel that all tabs of an origin share. */
export type GroupMessage =
  /** A tab wants to speak to the owner, whoever that is. */
  | { readonly type: 'who'; readonly tab: string }
  /** An engine has become the owner. */
  | { readonly type: 'owner'; readonly owner: string }

/** On the line between one tab and the owner. */
export type LineMessage =
  | { readonly type: 'welcome'; readonly owner: string }
  | { readonly type: 'up'; readonly owner: string; readonly message: unknown }
  | { readonly type: 'down'; readonly owner: string; readonly message: unknown }
  | { readonly type: 'bye'; readonly owner: string }

/** What the hashing worker is told. */
export type DigestMessage =
  | { readonly type: 'digest' }
  | { readonly type: 'start'; readonly id: number; readonly state: Uint8Array | null }
  | { readonly type: 'bytes'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly type: 'finish'; readonly id: number }
  | { readonly type: 'drop'; readonly id: number }

/** What it answers: after each piece, with the buffer back, and at the end. */
export type DigestReply =
  | { readonly type: 'hashed'; readonly id: number; readonly bytes: Uint8Array; readonly state: Uint8Array }
  | { readonly type: 'done'; readonly id: number; readonly sha256: string }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }

/** What the flushing worker is told. A file is opened with its first flush. */
export type FlushMessage =
  | { readonly type: 'flusher' }
  | { readonly type: 'flush'; readonly id: number; readonly file: FileSystemFileHandle }
  | { readonly type: 'close'; readonly id: number }

/** What it answers, once to each message but the first. */
export interface FlushReply {
  readonly id: number
  readonly isDone: boolean
}

/** Names of what the tabs of an origin share, by the engine's directory. */
export interface SharedNames {
  readonly group: string
  readonly ownerLock: string
  readonly line: (tab: string) => string
  readonly tabLock: (tab: string) => string
}

export function sharedNames(directory: string): SharedNames {
  const base = `weightlift:${directory}`
  return {
    group: base,
    ownerLock: `${base}:owner`,
    line: (tab) => `${base}:line:${tab}`,
    tabLock: (tab) => `${base}:tab:${tab}`,
  }
}
