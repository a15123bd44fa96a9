import { describe, expect, it } from 'vitest'
import { connectAria2Engine } from '../../src/engine/aria2/index.js'
import { testEngine } from '../../src/engine/testing/index.js'
import { overNode, startAria2 } from './aria2-daemon.js'
import { createMemoryStore } from './memory-store.js'
import { createRealSubject } from './real-subject.js'

// Side by side: most of the time they wait for bytes.
testEngine({ describe, it: it.concurrent, expect }, 'the engine over an aria2 daemon', {
  except: {
    'waits and tries again on captive-portal':
      'the daemon does not show what kind of page came: its size or digest is wrong',
    'keep to a limit that is set while bytes move, and let go of it':
      'the daemon reckons its speed over ten seconds, so a lower limit first stops all bytes for some',
  },
  create: async (options) => {
    // The daemon outlives the engine, as it outlives an app.
    const { url, secret, kill } = await startAria2()
    const store = createMemoryStore()
    const subject = await createRealSubject(async (directory) => {
      const engine = connectAria2Engine({ ...overNode, ...options, url, secret, directory, store })
      return { engine, close: () => engine.close() }
    })
    const { dispose } = subject
    return Object.defineProperty(subject, 'dispose', {
      value: async () => {
        await dispose()
        await kill()
      },
    })
  },
})
