import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connectTauriCommands } from '../../src/engine/tauri/index.js'
import { testEngine } from '../../src/engine/testing/index.js'
import { createFakeBackend } from './fake-backend.js'
import { createMemoryStore } from './memory-store.js'
import { createRealSubject } from './real-subject.js'

const BARE = 'the backend tells of failures in words alone, without a code'

const FOUND = 'what came before the first event cannot be told from what was found on the disk'

// Side by side: most of the time they wait for bytes.
testEngine({ describe, it: it.concurrent, expect }, "the engine over a Tauri backend's five commands", {
  except: {
    'fails with not-found, says what to do, and leaves nothing that looks usable': BARE,
    'fails with unauthorized, says what to do, and leaves nothing that looks usable': BARE,
    'fails with checksum-mismatch, says what to do, and leaves nothing that looks usable': BARE,
    'fails with size-mismatch, says what to do, and leaves nothing that looks usable': BARE,
    'waits and tries again on network': BARE,
    'waits and tries again on captive-portal': BARE,
    'waits and tries again on size-mismatch or network': BARE,
    'keeps what failed, to be tried again': BARE,
    'account for the bytes that came and for the connections that brought them': FOUND,
    'tell what earlier starts have fetched': FOUND,
    'puts a file at its place with the right digest, and says where': 'the backend keeps files to itself',
    'puts every file of a model at its place, under one total and one progress': 'the backend fetches one file',
  },
  create: () => {
    const store = createMemoryStore()
    let backend: ReturnType<typeof createFakeBackend> | null = null
    return createRealSubject(async (directory) => {
      backend?.close()
      backend = createFakeBackend(join(directory, 'backend'))
      const opened = backend
      const engine = connectTauriCommands({ invoke: opened.invoke, listen: opened.listen, store })
      return {
        engine,
        async close() {
          await engine.close()
          opened.close()
        },
      }
    })
  },
})
