import { describe, expect, it } from 'vitest'
import { DOWNLOAD_STATUSES, WAITING_REASONS } from '../../../src/engine/core/download.js'
import { ERROR_CODES } from '../../../src/engine/core/errors.js'
import { mergeArea, mergeOverrides } from '../../../src/engine/core/messages.js'
import { MESSAGES_EN } from '../../../src/engine/core/messages-en.js'

const STATUSES = ['missing', ...DOWNLOAD_STATUSES] as const

describe('the English messages', () => {
  it('have words of its own for every status', () => {
    const words = STATUSES.map((status) => MESSAGES_EN.download.status[status])
    expect(words.every((word) => word.length > 0)).toBe(true)
    expect(new Set(words).size).toBe(10)
  })

  it.each(STATUSES)('announce %s with the name of the model', (status) => {
    expect(MESSAGES_EN.download.announcement[status]('Whisper', null)).toMatch(
      /^(?:Whisper|The download of Whisper) .+\.$/,
    )
  })

  it('say in the announcement of a failure why', () => {
    expect(MESSAGES_EN.download.announcement.failed('Whisper', 'Not enough disk space')).toBe(
      'Whisper could not be downloaded. Not enough disk space.',
    )
  })

  it.each(ERROR_CODES)('say what happened and what to do for %s', (code) => {
    const { title, hint } = MESSAGES_EN.download.error[code]
    expect(title).toMatch(/^[A-Z].*[^.]$/)
    expect(hint).toMatch(/^[A-Z].*\.$/)
    expect(`${title} ${hint}`).not.toMatch(/undefined|null|HTTP|\b\d{3}\b|SHA|digest/i)
  })

  it('have a title of its own for every error code', () => {
    expect(new Set(ERROR_CODES.map((code) => MESSAGES_EN.download.error[code].title)).size).toBe(ERROR_CODES.length)
  })

  it.each(WAITING_REASONS)('say why it waits for %s, with and without a moment', (reason) => {
    expect(MESSAGES_EN.download.reason[reason](null)).toMatch(/^[A-Z].*\. (?:Trying again|Goes on) .+$/)
  })

  it('say when a retry or the download hours come', () => {
    const moment = MESSAGES_EN.common.moment.in('12 sec')
    expect(MESSAGES_EN.download.reason.retry(moment)).toBe('The connection failed. Trying again in 12 sec')
    expect(MESSAGES_EN.download.reason.schedule(MESSAGES_EN.common.moment.at('11:30 PM'))).toContain('at 11:30 PM')
  })

  it('begin the name of a button with its label', () => {
    expect(MESSAGES_EN.download.action.named('Pause', 'Whisper')).toBe('Pause, Whisper')
  })
})

describe('an area of words', () => {
  const { download } = MESSAGES_EN

  it('has what is replaced, and keeps the rest', () => {
    const words = mergeArea<'download'>(download, { status: { completed: 'Bereit' } })
    expect(words.status.completed).toBe('Bereit')
    expect(words.status.paused).toBe('Paused')
    expect(words.error).toBe(download.error)
    expect(download.status.completed).toBe('Ready to use')
  })

  it('is the same object for the same replacements, and where there are none', () => {
    const overrides = { status: { completed: 'Bereit' } }
    expect(mergeArea<'download'>(download, overrides)).toBe(mergeArea<'download'>(download, overrides))
    expect(mergeArea<'download'>(download, undefined)).toBe(download)
  })
})

describe('replacements over replacements', () => {
  it('win word by word', () => {
    const above = { download: { status: { completed: 'Fertig', paused: 'Pausiert' } } }
    const given = { download: { status: { completed: 'Bereit' } }, common: { link: { lost: 'Weg' } } }
    expect(mergeOverrides(above, given)).toEqual({
      download: { status: { completed: 'Bereit', paused: 'Pausiert' } },
      common: { link: { lost: 'Weg' } },
    })
    expect(above.download.status.completed).toBe('Fertig')
  })

  it('are those above where none are given', () => {
    const above = { download: { status: { paused: 'Pausiert' } } }
    expect(mergeOverrides(above, undefined)).toBe(above)
  })
})
