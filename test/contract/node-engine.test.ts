import { describe, expect, it } from 'vitest'
import { createNodeEngine } from '../../src/engine/node/index.js'
import { testEngine } from '../../src/engine/testing/index.js'
import { createRealSubject } from './real-subject.js'

// Side by side: most of the time they wait for bytes.
testEngine({ describe, it: it.concurrent, expect }, 'the Node engine', {
  create: (options) =>
    createRealSubject(
      async (directory) => {
        const engine = createNodeEngine({ ...options, directory })
        return { engine, close: () => engine.close() }
      },
      { sharesDisk: true },
    ),
})
