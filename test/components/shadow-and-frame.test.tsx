// @vitest-environment jsdom
import { act, cleanup } from '@testing-library/react'
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Drag, startDrag } from '../../src/components/download-queue/drag.js'
import { scrollerOf } from '../../src/components/download-queue/row-window.js'
import { createCell } from '../../src/components/internal/cell.js'
import { DownloadQueue, DownloadToasts, ModelDownload } from '../../src/index.js'
import { MODEL, show } from './show.js'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  cleanup()
  document.body.replaceChildren()
  vi.useRealTimers()
})

const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms))

function inShadowRoot(): { root: ShadowRoot; element: HTMLElement } {
  const host = document.body.appendChild(document.createElement('div'))
  const root = host.attachShadow({ mode: 'open' })
  return { root, element: root.appendChild(document.createElement('div')) }
}

function inFrame(): HTMLElement {
  const { contentDocument } = document.body.appendChild(document.createElement('iframe'))
  return (contentDocument as Document).body
}

const said = (...roots: ParentNode[]): string[] =>
  roots.flatMap((root) => [...root.querySelectorAll('[role=status]')].flatMap(({ textContent }) => textContent || []))

const everything: ReactNode = (
  <>
    <ModelDownload model={MODEL} />
    <DownloadQueue />
  </>
)

describe('a transition is told once', () => {
  it('by a card and a queue in one shadow root and notifications outside', async () => {
    const { root, element } = inShadowRoot()
    const { put } = await show(
      <>
        {createPortal(everything, element)}
        <DownloadToasts />
      </>,
      { name: MODEL.name, status: 'downloading' },
    )
    await put({ status: 'paused' })
    wait(2000)
    expect(said(root, document)).toEqual(['Whisper is paused.'])
  })

  it('by a card and a queue in a frame and a queue outside', async () => {
    const body = inFrame()
    const { put } = await show(
      <>
        {createPortal(everything, body)}
        <DownloadQueue />
      </>,
      { name: MODEL.name, status: 'downloading' },
    )
    await put({ status: 'paused' })
    wait(2000)
    expect(said(body, document)).toEqual(['Whisper is paused.'])
  })

  it('by a queue outside where the card stands in a shadow root that is hidden from screen readers', async () => {
    const { root, element } = inShadowRoot()
    root.host.setAttribute('aria-hidden', 'true')
    const { put } = await show(
      <>
        {createPortal(<ModelDownload model={MODEL} />, element)}
        <DownloadQueue />
      </>,
      { name: MODEL.name, status: 'downloading' },
    )
    await put({ status: 'paused' })
    wait(2000)
    expect(said(document)).toEqual(['Whisper is paused.'])
  })
})

describe('the focus in a shadow root', () => {
  it('goes to the card when its control goes', async () => {
    const { root, element } = inShadowRoot()
    const { put } = await show(createPortal(<ModelDownload model={MODEL} />, element), { status: 'downloading' })
    root.querySelector<HTMLElement>('[data-action=pause]')?.focus()
    await put({ status: 'completed', receivedBytes: MODEL.size })
    expect(root.activeElement?.getAttribute('role')).toBe('group')
  })

  it('is left where the user put it, in the same shadow root', async () => {
    const { root, element } = inShadowRoot()
    const ui = (
      <>
        <ModelDownload model={MODEL} />
        <input />
      </>
    )
    const { put } = await show(createPortal(ui, element), { status: 'downloading' })
    root.querySelector<HTMLElement>('[data-action=pause]')?.focus()
    root.querySelector('input')?.focus()
    await put({ status: 'completed', receivedBytes: MODEL.size })
    expect(root.activeElement).toBe(root.querySelector('input'))
  })

  it('comes back to the card where the window lost it and the control went meanwhile', async () => {
    const { root, element } = inShadowRoot()
    const { put } = await show(createPortal(<ModelDownload model={MODEL} />, element), { status: 'downloading' })
    const button = root.querySelector<HTMLElement>('[data-action=pause]')
    button?.focus()
    act(() => void button?.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true })))
    await put({ status: 'completed', receivedBytes: MODEL.size })
    expect(root.activeElement?.getAttribute('role')).toBe('group')
  })
})

it('follows the pointer of the frame in which a row stands', () => {
  const body = inFrame()
  const view = body.ownerDocument.defaultView as Window & typeof globalThis
  const rows = ['a', 'b'].map((id, at) => {
    const row = body.appendChild(body.ownerDocument.createElement('div'))
    row.getBoundingClientRect = () => new DOMRect(0, at * 100, 300, 100)
    row.id = id
    return row
  })
  const pointer = (type: string, clientY: number) =>
    Object.assign(new view.MouseEvent(type, { clientY, button: 0, cancelable: true }), { pointerId: 1 })
  const press = pointer('pointerdown', 50)
  rows[0]?.dispatchEvent(press)
  const drop = vi.fn()
  const ground = { ids: ['a', 'b'], elementOf: (id: string) => body.querySelector<HTMLElement>(`#${id}`), drop }
  startDrag(press as PointerEvent, 'a', ground, createCell<Drag | null>(null))
  view.dispatchEvent(pointer('pointermove', 190))
  view.dispatchEvent(pointer('pointerup', 190))
  expect(drop).toHaveBeenCalledWith(1)
})

it('finds what scrolls around a shadow root', () => {
  const { root, element } = inShadowRoot()
  const scroller = document.body.appendChild(document.createElement('div'))
  scroller.style.overflowY = 'auto'
  scroller.append(root.host)
  expect(scrollerOf(element)).toBe(scroller)
})
