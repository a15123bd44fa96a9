import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = import.meta.dirname

/** A second, the default, is short on a machine that does much else. */
const expect = { poll: { timeout: 20_000 } }

/** Ten seconds, the default, may be short for the end of a browser. */
const hookTimeout = 60_000

/** The same for `waitFor` of hooks and components. */
const PATIENCE = join(root, 'test/patience.ts')

// The stories have a configuration of their own (vitest.stories.config.ts), so that no other test waits for Storybook to load.
export default defineConfig({
  test: {
    globals: false,
    projects: [
      {
        test: {
          name: 'unit',
          root,
          environment: 'node',
          include: [
            'test/engine/core/**/*.test.ts',
            'test/engine/host/**/*.test.ts',
            'test/engine/remote/**/*.test.ts',
            'test/engine/http/**/*.test.ts',
            'test/engine/electron/**/*.test.ts',
            'test/engine/ollama/**/*.test.ts',
            'test/engine/testing/**/*.test.ts',
            'test/engine/browser/**/!(*.browser).test.ts',
            'test/docs/**/*.test.ts',
          ],
          // Nothing waits for a clock here; a machine that does much else takes its time all the same.
          testTimeout: 20_000,
          expect,
          hookTimeout,
        },
      },
      {
        test: {
          name: 'dom',
          root,
          setupFiles: [PATIENCE],
          environment: 'jsdom',
          include: ['test/hooks/**/*.test.{ts,tsx}', 'test/components/**/*.test.{ts,tsx}'],
          testTimeout: 20_000,
          expect,
          hookTimeout,
        },
      },
      {
        // The same tests of hooks and components over the oldest React that is supported.
        resolve: {
          alias: [{ find: /^(react|react-dom)(?=\/|$)/, replacement: join(root, 'test/react-18/node_modules/$1') }],
        },
        test: {
          name: 'react-18',
          root,
          setupFiles: [PATIENCE],
          environment: 'jsdom',
          include: [
            'test/hooks/**/*.test.{ts,tsx}',
            'test/components/{conformance,list-conformance,every-part,focus,model-download}.test.tsx',
            'test/components/*/{download-queue,download-settings,storage-panel}.test.tsx',
            'test/react-18/**/*.test.{ts,tsx}',
          ],
          pool: 'forks',
          execArgv: ['--import', join(root, 'test/react-18/redirect.mjs')],
          testTimeout: 20_000,
          expect,
          hookTimeout,
        },
      },
      {
        // Real sockets and a real disk: slower, and one process a file, so that a leaked handle stays with its file.
        test: {
          name: 'node',
          root,
          environment: 'node',
          include: [
            'test/engine/node/**/*.test.ts',
            'test/contract/**/*.test.ts',
            'test/cli/**/*.test.ts',
            'test/engine/stdio/**/*.test.ts',
            'test/engine/tauri/**/*.test.ts',
            'test/runtime/**/*.test.ts',
            'test/server/**/*.test.ts',
            'test/scripts/**/*.test.ts',
            'test/lint/**/*.test.ts',
          ],
          pool: 'forks',
          testTimeout: 30_000,
          expect,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          root,
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 300_000,
          expect,
          hookTimeout: 120_000,
        },
      },
      {
        // Pages with the browser engine, several tabs of them, killed and reloaded: one browser with a profile on disk a file.
        test: {
          name: 'tabs',
          root,
          environment: 'node',
          include: ['test/tabs/**/*.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 90_000,
          expect,
          hookTimeout: 60_000,
        },
      },
      {
        // Pictures of every drop-in in Chromium, against those that are kept: see CONTRIBUTING.md.
        test: {
          name: 'visual',
          root,
          environment: 'node',
          include: ['test/visual/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 60_000,
          expect,
          hookTimeout,
        },
      },
      {
        // A real Tauri app, built before: see scripts/test-tauri.mjs.
        test: {
          name: 'tauri',
          root,
          environment: 'node',
          include: ['test/tauri/**/*.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 180_000,
          expect,
          hookTimeout,
        },
      },
      {
        // The example in a real Next, built before: see scripts/test-next.mjs.
        test: {
          name: 'next',
          root,
          environment: 'node',
          include: ['test/next/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 180_000,
        },
      },
      {
        // Looks at what is published, so it needs a build: see scripts/check-package.mjs.
        test: {
          name: 'package',
          root,
          environment: 'node',
          include: ['test/package/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          expect,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
