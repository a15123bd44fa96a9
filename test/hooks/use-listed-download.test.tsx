// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { useListedDownload } from '../../src/hooks/use-listed-download.js'
import { useModelDownload } from '../../src/hooks/use-model-download.js'
import { aDownload, createMemoryEngine } from './memory-engine.js'
import { withEngine } from './with-engine.js'

afterEach(cleanup)

describe('useListedDownload', () => {
  it.each(['constructor', 'toString', '__proto__'])(
    'is missing where the list does not have it, even for the id %s',
    (id) => {
      const { result } = renderHook(() => useListedDownload(id), { wrapper: withEngine(createMemoryEngine()) })
      expect(result.current).toMatchObject({ status: 'missing', snapshot: null })
    },
  )

  it('shows a download of any id that comes and goes', () => {
    const engine = createMemoryEngine()
    const { result } = renderHook(() => useListedDownload('constructor'), { wrapper: withEngine(engine) })
    act(() => engine.put({ constructor: aDownload('constructor') }))
    expect(result.current.status).toBe('downloading')
    act(() => engine.put({ constructor: null }))
    expect(result.current).toMatchObject({ status: 'missing', snapshot: null })
  })

  it('leaves nothing subscribed after a thousand components came and went', () => {
    const engine = createMemoryEngine()
    for (let at = 0; at < 1000; at += 1) {
      const wrapper = withEngine(engine)
      const { unmount } = renderHook(() => [useListedDownload('a'), useModelDownload({ id: 'a' })], { wrapper })
      unmount()
    }
    expect(engine.subscribers).toBe(0)
    expect(engine.mostSubscribers).toBe(1)
  })
})
