import { serveDigests } from './digest-role.js'
import { runEngine } from './engine-role.js'
import { serveFlushes } from './flush-role.js'
import type { DigestMessage, FlushMessage, PageMessage } from './messages.js'

// One script for all workers, so that an app has one file to bundle: the first message says which one this is.
self.addEventListener(
  'message',
  ({ data }: MessageEvent<PageMessage | DigestMessage | FlushMessage>) => {
    if (data.type === 'engine') runEngine(self as unknown as DedicatedWorkerGlobalScope, data.options)
    if (data.type === 'digest') serveDigests(self as unknown as DedicatedWorkerGlobalScope)
    if (data.type === 'flusher') serveFlushes(self as unknown as DedicatedWorkerGlobalScope)
  },
  { once: true },
)
