import { describe, expect, it } from 'vitest'
import { openModelFile } from '../../../src/engine/browser/index.js'
import type { Engine } from '../../../src/engine/core/engine.js'
import { type Subject, type SubjectOptions, testEngine } from '../../../src/engine/testing/index.js'
import { commands } from './commands.js'
import { newDirectory, openEngine, removeDirectory, sha256Of, untilSo } from './open-engine.js'

// Side by side: most of the time they wait for bytes.
testEngine({ describe, it: it.concurrent, expect }, 'the browser engine', { create })

async function create(options?: SubjectOptions): Promise<Subject> {
  const directory = newDirectory()
  const site = await commands.openSite()
  let opened = openEngine({ ...options, directory })
  const engines: Engine[] = [opened.engine]
  return {
    get engine() {
      return opened.engine
    },
    models: site.models,
    now: () => performance.now(),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    until: (isSo) => untilSo(opened.engine, isSo),
    hurry: () => void commands.tellSite(site.id, 'hurry'),
    mend: () => void commands.tellSite(site.id, 'mend'),
    release: () => commands.releaseSite(site.id),
    async restart() {
      opened.crash()
      void opened.engine.close()
      opened = openEngine({ ...options, directory })
      engines.push(opened.engine)
    },
    sha256At: sha256Of,
    async overwrite(location, bytes) {
      const { handle } = await openModelFile(location)
      const writable = await handle.createWritable()
      await writable.write(bytes as Uint8Array<ArrayBuffer>)
      await writable.close()
    },
    async dispose() {
      await opened.engine.close()
      await commands.closeSite(site.id)
      await removeDirectory(directory)
    },
  }
}
