import { describe, expect, it } from 'vitest'
import { createLineReader, toLine } from '../../../src/engine/remote/line-format.js'

function read(pieces: readonly string[], maxChars = 100): unknown[] {
  const messages: unknown[] = []
  const reader = createLineReader({ maxChars, onMessage: (message) => messages.push(message) })
  for (const piece of pieces) reader.feed(piece)
  return messages
}

describe('messages as lines', () => {
  it('come whole, however the text is cut', () => {
    const text = toLine({ a: 'one\ntwo' }) + toLine([1]) + toLine(null)
    expect(read([text])).toEqual([{ a: 'one\ntwo' }, [1], null])
    expect(read([...text])).toEqual([{ a: 'one\ntwo' }, [1], null])
  })

  it('take CRLF and empty lines', () => {
    expect(read(['{"a":1}\r\n\r\n\n2\n'])).toEqual([{ a: 1 }, 2])
  })

  it('are null where they are no JSON or too long, and those after them are right', () => {
    expect(read(['{"a":\n1\n'])).toEqual([null, 1])
    expect(read(['"'.padEnd(60, 'x'), 'x'.repeat(60), '"\n1\n'])).toEqual([null, 1])
    expect(read([`${'x'.repeat(101)}\n${'1'.repeat(100)}\n`])).toEqual([null, Number('1'.repeat(100))])
  })

  it('that have no end yet are no messages', () => {
    expect(read(['1', '2', '3'])).toEqual([])
  })
})
