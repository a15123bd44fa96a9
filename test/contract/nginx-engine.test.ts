import { afterAll, describe, expect, it } from 'vitest'
import { testEngine } from '../../src/engine/testing/index.js'
import { startNginx } from '../engine/http/start-nginx.js'
import { createHttpSubject } from './http-subject.js'

const proxy = await startNginx({ isDeaf: true })
afterAll(() => proxy.stop())

// Side by side: most of the time they wait for bytes.
testEngine(
  { describe, it: it.concurrent, expect },
  'the Node engine behind HTTP and a proxy that buffers and compresses, whatever it is asked',
  {
    create: (options) => createHttpSubject(options, proxy.to),
  },
)
