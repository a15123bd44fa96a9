import type { Preview } from '@storybook/react-vite'
import { configure } from 'storybook/test'
import { DIRECTIONS, withDirection } from './decorators/with-direction.js'
import { withEngine } from './decorators/with-engine.js'
import { withStrictMode } from './decorators/with-strict-mode.js'
import { THEMES, withTheme } from './decorators/with-theme.js'
import { FAULTS } from './simulation/faults.js'
import { LANGUAGES, loadMessages } from './simulation/locales.js'
import { disposeScenarios, loadScenarios } from './simulation/scenario-loader.js'
import './layers.css'
import '../src/components/styles.css'
import './preview.css'

// A play waits for what it asks for; a second, the default, is short on a machine that does much else.
configure({ asyncUtilTimeout: 20_000 })

const nameOf = (language: string): string =>
  new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language

const preview: Preview = {
  tags: ['autodocs'],
  loaders: [loadScenarios, loadMessages],
  beforeEach: disposeScenarios,
  // The first is the innermost.
  decorators: [withEngine, withStrictMode, withDirection, withTheme],
  initialGlobals: {
    theme: 'system',
    direction: 'locale',
    locale: 'en',
    strictMode: 'on',
    time: 'story',
    speed: 'story',
    fault: 'none',
  },
  globalTypes: {
    theme: {
      description: 'Theme',
      toolbar: { title: 'Theme', icon: 'mirror', items: [...THEMES], dynamicTitle: true },
    },
    direction: {
      description: 'Direction of writing',
      toolbar: {
        title: 'Direction',
        icon: 'transfer',
        items: [{ value: 'locale', title: 'Direction: auto' }, ...DIRECTIONS],
        dynamicTitle: true,
      },
    },
    locale: {
      description: 'Language of the components',
      toolbar: {
        title: 'Language',
        icon: 'globe',
        items: LANGUAGES.map((value) => ({ value, title: nameOf(value) })),
        dynamicTitle: true,
      },
    },
    time: {
      description: 'How time goes in the simulated engine',
      toolbar: {
        title: 'Time',
        icon: 'timer',
        items: [
          { value: 'story', title: 'Time: story' },
          { value: 'real', title: 'Time goes on' },
          { value: 'fast', title: 'Time goes ten times as fast' },
        ],
        dynamicTitle: true,
      },
    },
    speed: {
      description: 'Speed of the simulated line',
      toolbar: {
        title: 'Speed',
        icon: 'lightning',
        items: [
          { value: 'story', title: 'Speed: story' },
          { value: 'stalled', title: 'Nothing comes' },
          { value: '100kB', title: '100 kB/s' },
          { value: '1MB', title: '1 MB/s' },
          { value: '10MB', title: '10 MB/s' },
          { value: '100MB', title: '100 MB/s' },
          { value: 'unlimited', title: 'No limit' },
        ],
        dynamicTitle: true,
      },
    },
    fault: {
      description: 'What goes wrong on the simulated computer',
      toolbar: {
        title: 'Fault',
        icon: 'alert',
        items: [{ value: 'none', title: 'No fault' }, ...Object.keys(FAULTS)],
        dynamicTitle: true,
      },
    },
    strictMode: {
      description: "React's StrictMode",
      toolbar: {
        title: 'StrictMode',
        icon: 'shield',
        items: [
          { value: 'on', title: 'Strict' },
          { value: 'off', title: 'Not strict' },
        ],
        dynamicTitle: true,
      },
    },
  },
  parameters: {
    a11y: { test: 'error' },
    backgrounds: { disable: true },
    controls: { expanded: true },
    layout: 'padded',
    options: {
      storySort: {
        order: [
          'Start here',
          ['What it is', 'Install', 'Choose an engine', 'Playground'],
          'Components',
          ['ModelDownload', '*', 'Parts'],
          'Recipes',
          'Engines',
          'Accessibility',
          'Theming',
        ],
      },
    },
  },
}

export default preview
