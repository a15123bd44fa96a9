import { dirname } from 'node:path'
import type { StorybookConfig } from '@storybook/react-vite'
import type { Alias, Plugin, UserConfig } from 'vite'
import { ALIASES } from './aliases.js'

const root = `${dirname(import.meta.dirname)}/`

/** Tables of props name the files they were read from, by the path on the machine that builds. */
const withoutBuildPath: Plugin = {
  name: 'without-build-path',
  apply: 'build',
  renderChunk: (code) => (code.includes(root) ? { code: code.replaceAll(root, ''), map: null } : null),
}

/** Those that are there already, as a list. */
function aliasesOf({ resolve: { alias = [] } = {} }: UserConfig): Alias[] {
  return Array.isArray(alias)
    ? [...(alias as Alias[])]
    : Object.entries(alias).map(([find, replacement]) => ({ find, replacement: replacement as string }))
}

interface ReadFrom {
  readonly fileName: string
}

const docgenOptions = {
  tsconfigPath: 'src/components/tsconfig.json',
  include: ['src/components/**/*.tsx'],
  shouldExtractLiteralValuesFromEnum: true,
  shouldRemoveUndefinedFromOptional: true,
  // What every element takes needs no table.
  propFilter: ({ parent, declarations }: { parent?: ReadFrom; declarations?: ReadFrom[] }): boolean =>
    ![parent, ...(declarations ?? [])].some((from) => from?.fileName.includes('node_modules')),
}

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: ['./**/*.mdx', './**/*.stories.tsx', '../src/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  // Builds and runs without a network.
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  features: { sidebarOnboardingChecklist: false },
  typescript: {
    // The other one reads no type that is made of types, as those of the parts are.
    reactDocgen: 'react-docgen-typescript',
    // The plugin's types do not resolve under NodeNext, which makes of its options `undefined`.
    reactDocgenTypescriptOptions: docgenOptions as never,
  },
  viteFinal: (vite) => ({
    ...vite,
    plugins: [...(vite.plugins ?? []), withoutBuildPath],
    resolve: { ...vite.resolve, alias: [...aliasesOf(vite), ...ALIASES] },
    build: {
      ...vite.build,
      // The manager and its addons are large by nature.
      chunkSizeWarningLimit: 4000,
      reportCompressedSize: false,
      rolldownOptions: {
        ...vite.build?.rolldownOptions,
        checks: { pluginTimings: false },
        onLog(level, log, handle) {
          // 'use client' means nothing in a bundle for the browser alone.
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log)
        },
      },
    },
    // What is found only later is optimised anew, and reloads the page under whoever reads it.
    optimizeDeps: {
      ...vite.optimizeDeps,
      include: [
        ...(vite.optimizeDeps?.include ?? []),
        '@tanstack/react-query',
        'zustand',
        'zustand/vanilla',
        'zustand/vanilla/shallow',
      ],
    },
  }),
}

export default config
