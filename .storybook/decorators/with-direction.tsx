import type { Decorator } from '@storybook/react-vite'
import { useLayoutEffect } from 'react'

export const DIRECTIONS = ['ltr', 'rtl'] as const

export type Direction = (typeof DIRECTIONS)[number]

/** Sets the page's direction of writing. */
export const withDirection: Decorator = (Story, { globals }) => {
  const direction = globals.direction as Direction
  useLayoutEffect(() => {
    document.documentElement.dir = direction
  }, [direction])
  return <Story />
}
