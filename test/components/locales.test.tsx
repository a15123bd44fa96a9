// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { ModelDownload } from '../../src/components/model-download/model-download.js'
import { DOWNLOAD_STATUSES, WAITING_REASONS } from '../../src/engine/core/download.js'
import { EngineError, ERROR_CODES, toErrorData } from '../../src/engine/core/errors.js'
import type { Messages } from '../../src/engine/core/messages.js'
import { MESSAGES_EN } from '../../src/engine/core/messages-en.js'
import { ar } from '../../src/locales/ar.js'
import { de } from '../../src/locales/de.js'
import { es } from '../../src/locales/es.js'
import { fr } from '../../src/locales/fr.js'
import { ja } from '../../src/locales/ja.js'
import { ko } from '../../src/locales/ko.js'
import { pt } from '../../src/locales/pt.js'
import { zh } from '../../src/locales/zh.js'
import { HALF, MODEL, show } from './show.js'

afterEach(cleanup)

const LOCALES: Readonly<Record<string, Messages>> = { ar, de, es, fr, ja, ko, pt, zh }

/** Every word of a table by its path; functions with arguments that look like what they get. */
function wordsOf(table: object, path = ''): ReadonlyMap<string, unknown> {
  const words = new Map<string, unknown>()
  for (const [key, value] of Object.entries(table)) {
    const at = `${path}${key}`
    if (typeof value === 'object' && value !== null) {
      for (const [inner, word] of wordsOf(value, `${at}.`)) words.set(inner, word)
    } else words.set(at, value)
  }
  return words
}

const english = wordsOf(MESSAGES_EN)

/** Words that are the same in two languages, such as "Download" in German. */
const SAME = /\.pair$|\.named$|\.join$|\.title$|\.free$|plan\.size$|sections?\.|moment\.at$|link\.open$|status\./

describe.each(Object.keys(LOCALES))('the words in %s', (locale) => {
  const messages = LOCALES[locale] as Messages
  const words = wordsOf(messages)

  it('are as many as in English, and none is empty or English', () => {
    expect([...words.keys()].sort()).toEqual([...english.keys()].sort())
    for (const [path, word] of words) {
      if (typeof word !== 'string') continue
      expect(word.trim(), path).not.toBe('')
      if (!SAME.test(path)) expect(word, path).not.toBe(english.get(path))
    }
  })

  it('say every sentence about one thing and about many, with nothing left open', () => {
    for (const [path, word] of words) {
      if (typeof word !== 'function') continue
      for (const count of [1, 2, 3, 11, 100]) {
        const given = path.endsWith('.join') ? [['a', 'b']] : [count, count, count]
        expect(String(word(...given)), path).not.toMatch(/undefined|NaN|#|\[object/)
      }
    }
  })

  it('keep what is put into them', () => {
    expect(messages.download.progress.pair('1.20', '4.70 GB')).toContain('4.70 GB')
    expect(messages.download.action.named('X', 'Whisper')).toMatch(/^X.*Whisper/)
    for (const status of ['missing', ...DOWNLOAD_STATUSES] as const) {
      expect(messages.download.announcement[status]('Whisper', 'why')).toContain('Whisper')
    }
    expect(messages.download.announcement.failed('Whisper', 'why')).toContain('why')
  })

  it('are of their own for every status, reason and error', () => {
    const { status, reason, error } = messages.download
    expect(new Set(Object.values(status)).size).toBe(DOWNLOAD_STATUSES.length + 1)
    expect(new Set(WAITING_REASONS.map((name) => reason[name](null))).size).toBe(WAITING_REASONS.length)
    expect(new Set(ERROR_CODES.map((code) => error[code].title)).size).toBe(ERROR_CODES.length)
  })

  it.each(['missing', ...DOWNLOAD_STATUSES])(
    'draw a card that is %s, in its language and direction',
    async (status) => {
      const error = status === 'failed' ? toErrorData(new EngineError('disk-full', 'Full.')) : null
      const reason = status === 'waiting' ? 'offline' : null
      const download = status === 'missing' ? null : { ...HALF, status: status as 'failed', error, reason }
      await show(<ModelDownload model={MODEL} locale={locale} messages={messages} />, download as typeof HALF | null)
      const card = screen.getByRole('group')
      expect(card.lang).toBe(locale)
      expect(card.dir).toBe(locale === 'ar' ? 'rtl' : 'ltr')
      expect(card.textContent).toContain(messages.download.status[status as 'missing'])
      if (error !== null) expect(card.textContent).toContain(messages.download.error['disk-full'].hint)
      for (const word of Object.values(MESSAGES_EN.download.status)) {
        if (!Object.values(messages.download.status).includes(word)) expect(card.textContent).not.toContain(word)
      }
    },
  )
})
