import { describe, expect, it } from 'vitest'
import { createNodeEngine } from '../../src/engine/node/index.js'
import { testEngine } from '../../src/engine/testing/index.js'
import { createRealSubject } from './real-subject.js'

testEngine({ describe, it, expect }, 'the Node engine', {
  create: (options) =>
    createRealSubject(
      async (directory) => {
        const engine = createNodeEngine({ ...options, directory })
        return { engine, close: () => engine.close() }
      },
      { sharesDisk: true },
    ),
})
