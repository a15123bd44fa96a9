import { join } from 'node:path'
import { root } from './ensure.mjs'

/** For what runs on a real clock: a test that fails is tried once more, and named if it passes then. */
export const SECOND_TRY = [
  '--retry=1',
  '--reporter=default',
  `--reporter=${join(root, 'scripts', 'wavering-reporter.mjs')}`,
]
