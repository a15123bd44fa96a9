import { describe, expect, it } from 'vitest'
import { testEngine } from '../../src/engine/testing/index.js'
import { createHttpSubject } from './http-subject.js'

// Side by side: most of the time they wait for bytes.
testEngine({ describe, it: it.concurrent, expect }, 'the Node engine behind HTTP', {
  create: (options) => createHttpSubject(options, (port) => `http://127.0.0.1:${port}/engine`),
})
