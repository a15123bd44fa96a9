import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumArguments, findChromium } from './scripts/chromium.mjs'
import { siteCommands } from './test/engine/browser/site-commands.js'

/** The browser engine in a real Chromium: the contract suite and the ports, against the model server. */
export default defineConfig({
  optimizeDeps: { include: ['hash-wasm', 'valibot', 'zustand/vanilla', 'temporal-polyfill'] },
  test: {
    name: 'browser',
    include: ['test/engine/{browser,worker}/**/*.browser.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    // One engine a test, each with workers of its own.
    maxConcurrency: 4,
    fileParallelism: false,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: { executablePath: findChromium() ?? undefined, args: chromiumArguments() },
      }),
      instances: [{ browser: 'chromium' }],
      commands: siteCommands,
    },
  },
})
