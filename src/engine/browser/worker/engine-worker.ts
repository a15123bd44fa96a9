import { serveDigests } from './digest-role.js'
import { runEngine } from './engine-role.js'
import type { DigestMessage, PageMessage } from './messages.js'

// One script for both workers, so that an app has one file to bundle: the first message says which one this is.
self.addEventListener(
  'message',
  ({ data }: MessageEvent<PageMessage | DigestMessage>) => {
    if (data.type === 'engine') runEngine(self as unknown as DedicatedWorkerGlobalScope, data.options)
    if (data.type === 'digest') serveDigests(self as unknown as DedicatedWorkerGlobalScope)
  },
  { once: true },
)
