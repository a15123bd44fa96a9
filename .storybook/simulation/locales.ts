import type { Loader } from '@storybook/react-vite'
import type { MessageOverrides } from '../../src/engine/core/messages.js'

/** Tables of words that are there, by language. English needs none: each component brings it. */
const tables = import.meta.glob('../../src/locales/*.ts') as Readonly<Record<string, () => Promise<object>>>

const languageOf = (path: string): string => path.replace(/^.*\/|\.ts$/g, '')

/** Languages for the toolbar. */
export const LANGUAGES: readonly string[] = ['en', ...Object.keys(tables).map(languageOf)]

/** What a story finds in `loaded`; undefined for English. */
export interface LoadedMessages {
  readonly messages: MessageOverrides | undefined
}

/** Brings the words of the toolbar's language, so that a story is drawn in them from the start. */
export const loadMessages: Loader = async ({ globals }): Promise<LoadedMessages> => {
  const path = Object.keys(tables).find((candidate) => languageOf(candidate) === globals.locale)
  const module = path === undefined ? {} : await tables[path]?.()
  return { messages: Object.values(module ?? {}).find((value) => typeof value === 'object') }
}
