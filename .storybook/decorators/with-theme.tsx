import type { Decorator } from '@storybook/react-vite'
import { useLayoutEffect } from 'react'

/** What the toolbar offers; `system` leaves the choice to the machine. */
export const THEMES = ['system', 'light', 'dark'] as const

export type Theme = (typeof THEMES)[number]

/** Sets `data-theme` on the page, as an app with a switch of its own would; `system` takes it away. */
export const withTheme: Decorator = (Story, { globals }) => {
  const theme = globals.theme as Theme
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    if (theme === 'system') delete dataset.theme
    else dataset.theme = theme
  }, [theme])
  return <Story />
}
