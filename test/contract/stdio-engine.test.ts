import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { connectStdioEngine } from '../../src/engine/stdio/index.js'
import { testEngine } from '../../src/engine/testing/index.js'
import { builtCommand } from '../cli/built-command.js'
import { createRealSubject } from './real-subject.js'

let main: string

beforeAll(async () => {
  main = await builtCommand()
}, 300_000)

// Side by side: most of the time they wait for bytes.
testEngine({ describe, it: it.concurrent, expect }, 'the engine of a sidecar over standard input and output', {
  create: ({ concurrency = 2 } = {}) =>
    createRealSubject(async (directory, site) => {
      const catalog = join(directory, 'catalog.json')
      writeFileSync(catalog, JSON.stringify([site.models.several]))
      const engine = connectStdioEngine({
        command: process.execPath,
        args: [
          ...[main, 'serve', '--stdio', '--dir', join(directory, 'models'), '--catalog', catalog],
          ...['--concurrency', String(concurrency), '--allow', 'cancel,remove,configure,locate'],
          ...['--allow-url', site.origin, '--allow-url', site.unreachableOrigin],
        ],
      })
      return { engine, close: () => engine.close() }
    }),
})
