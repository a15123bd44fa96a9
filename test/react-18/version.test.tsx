import { createRequire } from 'node:module'
import * as queries from '@tanstack/react-query'
import { renderHook } from '@testing-library/react'
import { version } from 'react'
import { version as domVersion } from 'react-dom'
import { describe, expect, it } from 'vitest'

describe('the tests that run against React 18', () => {
  it('have one React, of that version, for the packages too', () => {
    expect(version).toMatch(/^18\./)
    expect(domVersion).toBe(version)
    expect(createRequire(import.meta.url)('react').version).toBe(version)
    // A second React would have no dispatcher here.
    expect(renderHook(() => queries.useIsRestoring()).result.current).toBe(false)
  })
})
