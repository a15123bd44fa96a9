import { render } from '@testing-library/react'
import { createRef } from 'react'
import { expect, it } from 'vitest'
import { joinRefs } from '../../../src/components/internal/merge-props.js'

it('ends a ref that gives back how, once, and does not call it with null', () => {
  const said: string[] = []
  const object = createRef<HTMLDivElement>()
  const observing = (element: HTMLDivElement | null): (() => void) => {
    said.push(element === null ? 'null' : 'begins')
    return () => said.push('ends')
  }
  const { unmount } = render(<div ref={joinRefs(observing, object)} />)
  expect(object.current).toBeInstanceOf(HTMLDivElement)
  unmount()
  expect(said).toEqual(['begins', 'ends'])
  expect(object.current).toBeNull()
})

it('calls a ref that gives nothing back with null at the end', () => {
  const first: (string | null)[] = []
  const second: (string | null)[] = []
  const { unmount } = render(
    <div
      ref={joinRefs(
        (element: HTMLDivElement | null) => void first.push(element?.tagName ?? null),
        (element: HTMLDivElement | null) => void second.push(element?.tagName ?? null),
      )}
    />,
  )
  unmount()
  expect(first).toEqual(['DIV', null])
  expect(second).toEqual(['DIV', null])
})
