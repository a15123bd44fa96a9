import type { CommonMessages } from './messages-common.js'
import type { DownloadMessages } from './messages-download.js'
import type { NetworkMessages } from './messages-network.js'
import type { OfferMessages } from './messages-offer.js'
import type { QueueMessages } from './messages-queue.js'
import type { SettingsMessages } from './messages-settings.js'
import type { StorageMessages } from './messages-storage.js'
import type { ToastMessages } from './messages-toasts.js'

/**
 * All text that components show: a table of areas, of which each component brings its own in English, so that a page with one
 * component carries no words of the others. An area has words and groups of words; sizes, speeds and times come in written out, counts as numbers.
 */
export interface Messages {
  readonly common: CommonMessages
  readonly download: DownloadMessages
  readonly offer: OfferMessages
  readonly network: NetworkMessages
  readonly toasts: ToastMessages
  readonly queue: QueueMessages
  readonly settings: SettingsMessages
  readonly storage: StorageMessages
}

/** The name of an area. */
export type MessageArea = keyof Messages

/** Some messages of a table, by area: what an app says otherwise. */
export type MessageOverrides = { readonly [Area in MessageArea]?: Some<Messages[Area]> }

type Word = string | null | ((...args: never[]) => string)

type Some<Words> = { readonly [Key in keyof Words]?: Words[Key] extends Word ? Words[Key] : Partial<Words[Key]> }

type Groups = Readonly<Record<string, Word | object>>

const merged = new WeakMap<object, object>()

/** An area in English with some of its messages replaced: the same object each time, and the area itself where nothing is replaced. */
export function mergeArea<A extends MessageArea>(words: Messages[A], overrides: MessageOverrides[A]): Messages[A] {
  if (overrides === undefined) return words
  // There is one English of an area.
  const made = merged.get(overrides) ?? mergeGroups(words as unknown as Groups, overrides as Groups)
  merged.set(overrides, made)
  return made as Messages[A]
}

/** Overrides over overrides: the second win, word by word. */
export function mergeOverrides(above: MessageOverrides, given: MessageOverrides | undefined): MessageOverrides {
  if (given === undefined) return above
  const all: Record<string, Groups> = { ...(above as Record<string, Groups>) }
  for (const [area, groups] of Object.entries(given) as [string, Groups][]) {
    const before = all[area]
    all[area] = before === undefined ? groups : mergeGroups(before, groups)
  }
  return all as MessageOverrides
}

function mergeGroups(words: Groups, replaced: Groups): Groups {
  const all: Record<string, Word | object> = { ...words }
  for (const [key, some] of Object.entries(replaced)) {
    const isGroup = typeof some === 'object' && some !== null
    all[key] = isGroup ? { ...(all[key] as object), ...some } : some
  }
  return all
}
