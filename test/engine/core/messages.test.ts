import { describe, expect, it } from 'vitest'
import { DOWNLOAD_STATUSES, WAITING_REASONS } from '../../../src/engine/core/download.js'
import { ERROR_ACTIONS, ERROR_CODES } from '../../../src/engine/core/errors.js'
import { mergeMessages } from '../../../src/engine/core/messages.js'
import { MESSAGES_EN } from '../../../src/engine/core/messages-en.js'

const STATUSES = ['missing', ...DOWNLOAD_STATUSES] as const

describe('the English messages', () => {
  it('have words of its own for every status', () => {
    const words = STATUSES.map((status) => MESSAGES_EN.status[status])
    expect(words.every((word) => word.length > 0)).toBe(true)
    expect(new Set(words).size).toBe(10)
  })

  it.each(STATUSES)('announce %s with the name of the model', (status) => {
    expect(MESSAGES_EN.announcement[status]('Whisper', null)).toMatch(/^(?:Whisper|The download of Whisper) .+\.$/)
  })

  it('say in the announcement of a failure why', () => {
    expect(MESSAGES_EN.announcement.failed('Whisper', 'Not enough disk space')).toBe(
      'Whisper could not be downloaded. Not enough disk space.',
    )
  })

  it.each(ERROR_CODES)('say what happened and what to do for %s', (code) => {
    const { title, hint } = MESSAGES_EN.error[code]
    expect(title).toMatch(/^[A-Z].*[^.]$/)
    expect(hint).toMatch(/^[A-Z].*\.$/)
    expect(`${title} ${hint}`).not.toMatch(/undefined|null|HTTP|\b\d{3}\b|SHA|digest/i)
  })

  it('have a title of its own for every error code', () => {
    expect(new Set(ERROR_CODES.map((code) => MESSAGES_EN.error[code].title)).size).toBe(ERROR_CODES.length)
  })

  it.each(ERROR_ACTIONS)('have a label for the remedy %s', (action) => {
    expect(MESSAGES_EN.remedy[action]).toMatch(/^[A-Z]/)
  })

  it.each(WAITING_REASONS)('say why it waits for %s, with and without a moment', (reason) => {
    expect(MESSAGES_EN.reason[reason](null)).toMatch(/^[A-Z].*\. (?:Trying again|Goes on) .+$/)
  })

  it('say when a retry or the download hours come', () => {
    const moment = MESSAGES_EN.moment.in('12 sec')
    expect(MESSAGES_EN.reason.retry(moment)).toBe('The connection failed. Trying again in 12 sec')
    expect(MESSAGES_EN.reason.schedule(MESSAGES_EN.moment.at('11:30 PM'))).toContain('at 11:30 PM')
  })

  it('begin the name of a button with its label', () => {
    expect(MESSAGES_EN.action.named('Pause', 'Whisper')).toBe('Pause, Whisper')
  })
})

describe('mergeMessages', () => {
  it('replaces what is given and keeps the rest', () => {
    const merged = mergeMessages(MESSAGES_EN, { status: { completed: 'Bereit' } })
    expect(merged.status.completed).toBe('Bereit')
    expect(merged.status.paused).toBe('Paused')
    expect(merged.error).toBe(MESSAGES_EN.error)
    expect(MESSAGES_EN.status.completed).toBe('Ready to use')
  })

  it('gives the same table where nothing is replaced', () => {
    expect(mergeMessages(MESSAGES_EN, undefined)).toBe(MESSAGES_EN)
  })
})
