import type { Decorator } from '@storybook/react-vite'
import { StrictMode } from 'react'

/** React's StrictMode, on unless the toolbar says otherwise. */
export const withStrictMode: Decorator = (Story, { globals }) =>
  globals.strictMode === 'off' ? (
    <Story />
  ) : (
    <StrictMode>
      <Story />
    </StrictMode>
  )
