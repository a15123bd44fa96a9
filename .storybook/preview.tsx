import type { Preview } from '@storybook/react-vite'
import { DIRECTIONS, withDirection } from './decorators/with-direction.js'
import { disposeScenario, loadScenario, SPEEDS, withEngine } from './decorators/with-engine.js'
import { withStrictMode } from './decorators/with-strict-mode.js'
import { THEMES, withTheme } from './decorators/with-theme.js'
import '../src/components/styles.css'
import './preview.css'

const preview: Preview = {
  tags: ['autodocs'],
  loaders: [loadScenario],
  beforeEach: disposeScenario,
  // The first is the innermost.
  decorators: [withEngine, withStrictMode, withDirection, withTheme],
  initialGlobals: { theme: 'system', direction: 'ltr', strictMode: 'on', time: 'story' },
  globalTypes: {
    theme: {
      description: 'Theme',
      toolbar: { title: 'Theme', icon: 'mirror', items: [...THEMES], dynamicTitle: true },
    },
    direction: {
      description: 'Direction of writing',
      toolbar: { title: 'Direction', icon: 'transfer', items: [...DIRECTIONS], dynamicTitle: true },
    },
    time: {
      description: 'How time goes in the simulated engine',
      toolbar: {
        title: 'Time',
        icon: 'timer',
        items: [
          { value: 'story', title: 'Time as the story has it' },
          { value: 'real', title: 'Time goes on' },
          { value: 'fast', title: `Time goes ${SPEEDS.fast} times as fast` },
        ],
        dynamicTitle: true,
      },
    },
    strictMode: {
      description: "React's StrictMode",
      toolbar: {
        title: 'StrictMode',
        icon: 'shield',
        items: [
          { value: 'on', title: 'StrictMode' },
          { value: 'off', title: 'No StrictMode' },
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
    options: { storySort: { order: ['Start here', 'Drop-ins', 'Parts'] } },
  },
}

export default preview
