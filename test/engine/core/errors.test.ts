import { describe, expect, it } from 'vitest'
import {
  EngineError,
  ERROR_ACTIONS,
  ERROR_CODES,
  errorDataOf,
  fromErrorData,
  isEngineError,
  toErrorData,
} from '../../../src/engine/core/errors.js'

describe('EngineError', () => {
  it.each(ERROR_CODES)('%s has an action that people can take, or none, and crosses a border whole', (code) => {
    const error = new EngineError(code, 'It happened.')
    if (error.action !== null) expect(ERROR_ACTIONS).toContain(error.action)
    expect(fromErrorData(JSON.parse(JSON.stringify(toErrorData(error))))).toEqual(error)
  })

  it('takes the word of who knows better than its code', () => {
    const error = new EngineError('http-status', 'It happened.', { retryable: true, action: null })
    expect(error).toMatchObject({ retryable: true, action: null })
  })

  it('keeps its cause to itself', () => {
    const error = new EngineError('network', 'It happened.', { cause: new Error('token=hunter2') })
    expect(error.cause).toBeInstanceOf(Error)
    expect(JSON.stringify(toErrorData(error))).not.toContain('hunter2')
  })
})

describe('isEngineError', () => {
  it('knows an error of another realm by name and code', () => {
    const foreign = { name: 'EngineError', code: 'network', message: 'It happened.' }
    expect(isEngineError(foreign)).toBe(true)
    expect(isEngineError(foreign, 'network')).toBe(true)
    expect(isEngineError(foreign, 'timeout')).toBe(false)
  })

  it.each([
    null,
    undefined,
    'EngineError',
    {},
    new Error('x'),
    { name: 'EngineError' },
    { name: 'EngineError', code: 'x' },
  ])('takes no other value for one: %s', (value) => {
    expect(isEngineError(value)).toBe(false)
  })
})

describe('errorDataOf', () => {
  it('keeps what is an error of the engine', () => {
    const error = new EngineError('disk-full', 'It is full.')
    expect(errorDataOf(error, 'storage-io', 'It failed.')).toEqual(toErrorData(error))
  })

  it.each([new Error('hunter2'), 'hunter2', null, undefined])(
    'says no more of anything else than it may: %s',
    (thrown) => {
      expect(errorDataOf(thrown, 'storage-io', 'It failed.')).toMatchObject({
        code: 'storage-io',
        message: 'It failed.',
      })
    },
  )
})
