import { configure } from '@testing-library/react/pure.js'
import { vi } from 'vitest'

/** A second, the default, is short on a machine that does much else. */
const PATIENCE_MS = 10_000

const { waitFor } = vi

vi.waitFor = (callback, options = {}) =>
  waitFor(callback, typeof options === 'number' ? options : { timeout: PATIENCE_MS, ...options })
configure({ asyncUtilTimeout: PATIENCE_MS })
