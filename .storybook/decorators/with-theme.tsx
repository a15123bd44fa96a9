import type { Decorator } from '@storybook/react-vite'
import { useLayoutEffect } from 'react'

/** What the toolbar offers; `system` leaves the choice to the machine. */
export const THEMES = ['system', 'light', 'dark', 'high-contrast-light', 'high-contrast-dark'] as const

export type Theme = (typeof THEMES)[number]

/** Sets `data-theme` and `data-contrast` on the page, as an app with a switch of its own would; `system` takes them away. */
export const withTheme: Decorator = (Story, { globals }) => {
  const theme = globals.theme as Theme
  useLayoutEffect(() => {
    const { documentElement } = document
    documentElement.toggleAttribute('data-theme', theme !== 'system')
    if (theme !== 'system') documentElement.dataset.theme = theme.endsWith('dark') ? 'dark' : 'light'
    if (theme.startsWith('high-contrast')) documentElement.dataset.contrast = 'more'
    else delete documentElement.dataset.contrast
  }, [theme])
  return <Story />
}
