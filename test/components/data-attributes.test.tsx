// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { cleanup, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { DownloadPartState } from '../../src/components/download/download-state.js'
import { ModelDownload } from '../../src/components/model-download/model-download.js'
import { EngineError, toErrorData } from '../../src/engine/core/errors.js'
import { createMemoryEngine } from '../hooks/memory-engine.js'
import { MODEL, show } from './show.js'

afterEach(cleanup)

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const source = read('../../src/components/download/download-state.ts')
const story = read('../../src/components/download/download.stories.tsx')

/** Each attribute, and what brings it about. An attribute that is added without a line here does not compile. */
const CASES: Readonly<
  Record<
    keyof DownloadPartState,
    readonly [value: string, ...(Parameters<typeof show> extends [unknown, ...infer Rest] ? Rest : never)]
  >
> = {
  status: ['paused', { status: 'paused' }],
  reason: ['offline', { status: 'waiting', reason: 'offline' }],
  error: ['disk-full', { status: 'failed', error: toErrorData(new EngineError('disk-full', 'Full.')) }],
  link: ['lost', { status: 'downloading' }, createMemoryEngine({ link: 'lost' })],
  checking: ['', null, createMemoryEngine({ link: 'connecting' })],
  partial: ['', { status: 'paused' }],
  indeterminate: ['', { status: 'downloading', totalBytes: null }],
  stalled: ['', { status: 'downloading', bytesPerSecond: 0 }],
  unverified: ['', { status: 'completed', unverified: true }],
  update: [
    'available',
    {
      status: 'completed',
      updateAvailable: { revision: '2', totalBytes: 5, bytesToFetch: 5, needsDigest: false },
    },
  ],
  pending: ['pause', { status: 'downloading' }],
}

describe.each(Object.keys(CASES) as (keyof typeof CASES)[])('data-%s', (name) => {
  const [value, download, engine = createMemoryEngine()] = CASES[name]

  it('is on the element when it is so, and not when it is not', async () => {
    const model = name === 'indeterminate' ? { id: MODEL.id, name: MODEL.name } : MODEL
    const shown = await show(<ModelDownload model={model} />, download, engine)
    if (name === 'pending') {
      const release = engine.hold()
      screen.getByRole('button', { name: 'Pause, Whisper' }).click()
      await shown.put({})
      expect(screen.getByRole('group').dataset[name]).toBe(value)
      release()
      await shown.put({})
    } else {
      expect(screen.getByRole('group').dataset[name]).toBe(value)
      if (name === 'status') return
      engine.publish({ link: 'open' })
      engine.disk.set(MODEL.id, { status: 'available', bytes: MODEL.size, verified: true })
      await shown.put({
        status: 'completed',
        unverified: false,
        reason: null,
        error: null,
        bytesPerSecond: null,
        totalBytes: MODEL.size,
        updateAvailable: null,
      })
    }
    expect(screen.getByRole('group').dataset[name]).toBeUndefined()
  })

  it('is documented where it is made and where it is shown', () => {
    expect(source).toContain(`\`data-${name}\``)
    expect(story).toContain(`\`data-${name}\``)
  })
})
