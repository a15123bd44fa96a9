import { describe, expect, it } from 'vitest'
import { newDownload, receivedBytes, totalBytes } from '../../../src/engine/core/download-state.js'
import { initialState, withDownload } from '../../../src/engine/core/state.js'
import { file, model, NOW } from './given.js'

describe('initialState', () => {
  it('knows nothing, owns nothing and claims no more than it can do', () => {
    const state = initialState()
    expect(state).toMatchObject({
      link: 'connecting',
      owner: false,
      order: [],
      network: { online: null, metered: null },
      storage: { persisted: null },
    })
    expect(state.settings.concurrency).toBe(2)
    for (const type of ['verify', 'adopt', 'discard', 'sweep']) expect(state.capabilities.commands).toContain(type)
  })

  it('takes the settings and the retry policy that differ', () => {
    const state = initialState({ settings: { concurrency: 5 }, retry: { attempts: 3 } })
    expect(state.settings).toMatchObject({ concurrency: 5, metered: 'ask' })
    expect(state.retry).toEqual({ minMs: 1_000, maxMs: 60_000, attempts: 3 })
  })
})

describe('withDownload', () => {
  it('leaves the other downloads and the earlier state as they are', () => {
    const a = newDownload(model('a'), 'normal', NOW)
    const b = newDownload(model('b'), 'normal', NOW)
    const before = {
      ...initialState(),
      downloads: new Map([
        ['a', a],
        ['b', b],
      ]),
    }
    const after = withDownload(before, 'a', { attempt: 3 })
    expect(after.downloads.get('a')?.attempt).toBe(3)
    expect(after.downloads.get('b')).toBe(b)
    expect(before.downloads.get('a')).toBe(a)
  })

  it('changes nothing for a download that is not there', () => {
    const state = initialState()
    expect(withDownload(state, 'a', { attempt: 3 })).toBe(state)
  })
})

describe('the sums over files', () => {
  it('are the bytes of all files together', () => {
    const files = [file(10, 'a', 100), file(20, 'b', 50)]
    expect([receivedBytes(files), totalBytes(files)]).toEqual([30, 150])
  })

  it('have no total while one size is unknown', () => {
    expect(totalBytes([file(10, 'a', 100), file(20, 'b', null)])).toBeNull()
  })

  it('have no total without files', () => {
    expect([receivedBytes([]), totalBytes([])]).toEqual([0, null])
  })
})
