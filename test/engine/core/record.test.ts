import { describe, expect, it } from 'vitest'
import { DOWNLOAD_STATUSES } from '../../../src/engine/core/download.js'
import { newDownload } from '../../../src/engine/core/download-state.js'
import {
  type DownloadRecord,
  downloadOf,
  INTENTS,
  isSameRecord,
  parseRecord,
  recordOf,
} from '../../../src/engine/core/record.js'
import { errorData, file, model, NOW, SHA } from './given.js'

const fresh = newDownload(model('a', { sha256: SHA }), 'normal', NOW)
const record = recordOf(fresh)
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const loaded = (fields: Partial<DownloadRecord>): Parameters<typeof downloadOf>[0] => ({
  record: { ...record, ...fields },
  files: [file(40)],
  committedBytes: 40,
  traffic: { fetchedBytes: 90, wastedBytes: 50 },
})

describe('recordOf', () => {
  it.each(DOWNLOAD_STATUSES)('keeps what the user wants of a download that is %s', (status) => {
    const settled = ['paused', 'failed', 'cancelled', 'completed']
    expect(recordOf({ ...fresh, status }).intent).toBe(settled.includes(status) ? status : 'active')
  })

  it('keeps the error of a failure only', () => {
    const error = errorData('network')
    expect(recordOf({ ...fresh, status: 'waiting', error }).error).toBeNull()
    expect(recordOf({ ...fresh, status: 'failed', error }).error).toBe(error)
  })
})

describe('isSameRecord', () => {
  it("says that progress and the engine's own steps need no writing", () => {
    const later = { ...fresh, status: 'downloading', files: [file(40)], committedBytes: 40, attempt: 3 } as const
    expect(isSameRecord(fresh, later)).toBe(true)
  })

  it.each([
    { status: 'paused' },
    { priority: 'essential' },
    { unverified: true },
    { model: model('a') },
    { status: 'failed', error: errorData('network') },
  ] as const)('says that %j has to be written', (change) => {
    expect(isSameRecord(fresh, { ...fresh, ...change })).toBe(false)
  })

  it('says that a failure for another reason has to be written', () => {
    const failed = { ...fresh, status: 'failed', error: errorData('network') } as const
    expect(isSameRecord(failed, { ...failed, error: errorData('disk-full') })).toBe(false)
  })
})

describe('parseRecord', () => {
  it.each(INTENTS)('reads back what was written of an intent %s', (intent) => {
    const written = { ...record, intent, error: intent === 'failed' ? errorData('disk-full') : null }
    expect(parseRecord(throughJson(written))).toEqual(written)
  })

  it('reads a model that was allowed to come by plain http', () => {
    const insecure = { ...record, model: { id: 'a', name: null, files: [{ path: 'a', urls: ['http://x.test/a'] }] } }
    expect(parseRecord(throughJson(insecure))?.model.files[0]?.urls).toEqual(['http://x.test/a'])
  })

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'record'],
    ['a list', []],
    ['no model', { ...record, model: null }],
    ['a model that leaves its folder', { ...record, model: { id: '../x', url: 'https://x.test/a' } }],
    [
      'a file that leaves its folder',
      { ...record, model: { id: 'a', files: [{ path: '../x', url: 'https://x.test/a' }] } },
    ],
    ['an intent that is none', { ...record, intent: 'downloading' }],
    ['a priority that is none', { ...record, priority: 'urgent' }],
    ['no time', { ...record, createdAtMs: null }],
  ])('reads no record in %s', (_, value) => {
    expect(parseRecord(throughJson(value))).toBeNull()
  })

  it.each([
    [{ code: 'no-such-code', message: 'x' }, null],
    [{ code: 'network' }, null],
    ['network', null],
    [
      { code: 'network', message: 'x', retryable: 'yes', action: 'format-disk' },
      { code: 'network', message: 'x', retryable: false, action: null },
    ],
  ])('reads of the error %j what can be shown', (error, expected) => {
    expect(parseRecord(throughJson({ ...record, intent: 'failed', error }))?.error).toEqual(expected)
  })
})

describe('downloadOf', () => {
  it('lets what ran run again, with its bytes', () => {
    const download = downloadOf(loaded({ intent: 'active' }), true)
    expect(download).toMatchObject({ status: 'queued', files: [file(40)], committedBytes: 40, attempt: 0, error: null })
  })

  it('holds what ran where it may not resume by itself', () => {
    expect(downloadOf(loaded({ intent: 'active' }), false).status).toBe('paused')
  })

  it.each(['paused', 'cancelled', 'completed'] as const)('leaves what was %s so', (intent) => {
    expect(downloadOf(loaded({ intent }), true).status).toBe(intent)
  })

  it('shows why a download failed', () => {
    const error = errorData('disk-full')
    expect(downloadOf(loaded({ intent: 'failed', error }), true)).toMatchObject({ status: 'failed', error })
  })

  it('shows a failure whose reason was lost as one that can be tried again', () => {
    const { error } = downloadOf(loaded({ intent: 'failed', error: null }), true)
    expect(error).toMatchObject({ code: 'storage-io', action: 'retry' })
  })

  it('shows no error of a download that did not fail', () => {
    expect(downloadOf(loaded({ intent: 'active', error: errorData('network') }), true).error).toBeNull()
  })
})
