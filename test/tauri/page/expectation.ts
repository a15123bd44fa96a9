import type { Expectation } from '../../../src/engine/testing/index.js'

/** The checks of the suite, for a page that has no test runner. */
export function expectation(actual: unknown, message: string = ''): Expectation {
  const check = (isSo: boolean, what: string, expected: unknown): void => {
    if (!isSo) throw new Error(`${message} expected ${show(actual)} ${what} ${show(expected)}`)
  }
  return {
    toBe: (expected) => check(Object.is(actual, expected), 'to be', expected),
    toEqual: (expected) => check(isEqual(actual, expected, false), 'to equal', expected),
    toMatchObject: (expected) => check(isEqual(actual, expected, true), 'to match', expected),
    toBeGreaterThan: (expected) => check(Number(actual) > expected, 'to be more than', expected),
    toBeGreaterThanOrEqual: (expected) => check(Number(actual) >= expected, 'to be at least', expected),
    toBeLessThanOrEqual: (expected) => check(Number(actual) <= expected, 'to be at most', expected),
    toContain: (expected) => {
      const isIn = typeof actual === 'string' ? actual.includes(String(expected)) : listOf(actual).includes(expected)
      check(isIn, 'to contain', expected)
    },
  }
}

/** `isPart`: the actual object may hold more keys than the expected one. */
function isEqual(actual: unknown, expected: unknown, isPart: boolean): boolean {
  if (!isObject(actual) || !isObject(expected)) return Object.is(actual, expected)
  if (Array.isArray(actual) !== Array.isArray(expected)) return false
  if (Array.isArray(actual) && actual.length !== Object.keys(expected).length) return false
  const keys = new Set([...Object.keys(expected), ...(isPart ? [] : Object.keys(actual))])
  return [...keys].every((key) => isEqual(actual[key], expected[key], isPart))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value)
}
