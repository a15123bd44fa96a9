import { describe, expect, it } from 'vitest'
import { serveElectronEngine } from '../../src/engine/electron/main.js'
import { connectElectronEngine } from '../../src/engine/electron/renderer.js'
import { createNodeEngine } from '../../src/engine/node/index.js'
import { testEngine } from '../../src/engine/testing/index.js'
import { createFakeElectron } from '../engine/electron/fake-electron.js'
import { createRealSubject } from './real-subject.js'

// Side by side: most of the time they wait for bytes.
testEngine({ describe, it: it.concurrent, expect }, "the Node engine behind Electron's ports", {
  create: (options) =>
    createRealSubject(async (directory, site) => {
      const host = createNodeEngine({ ...options, directory })
      const electron = createFakeElectron()
      const stop = serveElectronEngine(host, {
        ipcMain: electron.ipcMain,
        pages: ['app://bundle'],
        catalog: [site.models.several],
        allow: {
          urls: [site.origin, site.unreachableOrigin],
          locate: true,
          cancel: true,
          remove: true,
          configure: true,
        },
      })
      const engine = connectElectronEngine({ window: electron.open().page })
      return {
        engine,
        async close() {
          await engine.close()
          stop()
          await host.close()
        },
      }
    }),
})
