// @vitest-environment jsdom
import { act, cleanup, fireEvent, render } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { DownloadQueue } from '../../../src/components/download-queue/download-queue.js'
import { createMemoryEngine } from '../../hooks/memory-engine.js'
import { withEngine } from '../../hooks/with-engine.js'

afterEach(cleanup)

it('drags one row at a time: a second finger drags nothing', () => {
  const engine = createMemoryEngine()
  engine.put({ a: { status: 'queued', position: 1 }, b: { status: 'queued', position: 2 } })
  const { container } = render(<DownloadQueue />, { wrapper: withEngine(engine) })
  const grips = [...container.querySelectorAll('[data-action="drag"]')]
  const rows = [...container.querySelectorAll<HTMLElement>('[data-row]')]
  for (const [at, grip] of grips.entries()) {
    fireEvent.pointerDown(grip, { pointerId: at + 1, button: 0, clientY: 0 })
    act(() => void fireEvent.pointerMove(window, { pointerId: at + 1, clientY: 30 }))
  }
  expect(rows.map(({ style }) => style.translate)).toEqual(['0 30px', ''])
  act(() => void fireEvent.pointerCancel(window, { pointerId: 1 }))
  expect(rows.map(({ style }) => style.translate)).toEqual(['', ''])
  expect(container.querySelector('[data-dragging]')).toBeNull()
})
