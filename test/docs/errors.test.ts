import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EngineError, ERROR_CODES } from '../../src/engine/core/errors.js'

const page = readFileSync(join(import.meta.dirname, '../../docs/errors.md'), 'utf8')

/** The rows of the page's table: code, meaning, retryable, action. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => {
    const [code = '', meaning = '', retryable = '', action = ''] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replace(/^`|`$/g, ''))
    return { code, meaning, retryable, action }
  })

describe('docs/errors.md', () => {
  it('has one row for every code, in the order of the code', () => {
    expect(rows.map((row) => row.code)).toEqual([...ERROR_CODES])
  })

  it.each(ERROR_CODES.map((code) => [code]))('tells what the engine does with %s', (code) => {
    const row = rows.find((candidate) => candidate.code === code)
    const error = new EngineError(code, '')
    expect(row?.meaning).not.toBe('')
    expect(row?.retryable).toBe(error.retryable ? 'yes' : 'no')
    expect(row?.action).toBe(error.action ?? '–')
  })
})
