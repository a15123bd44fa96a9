import type { Decorator } from '@storybook/react-vite'
import { useLayoutEffect } from 'react'

export const DIRECTIONS = ['ltr', 'rtl'] as const

export type Direction = (typeof DIRECTIONS)[number]

const RIGHT_TO_LEFT = ['ar', 'fa', 'he', 'ur']

/** Sets the page's language and direction of writing, as an app would. */
export const withDirection: Decorator = (Story, { globals }) => {
  const locale = globals.locale as string
  const asked = globals.direction as Direction | 'locale'
  const direction = asked === 'locale' ? (RIGHT_TO_LEFT.includes(locale) ? 'rtl' : 'ltr') : asked
  useLayoutEffect(() => {
    document.documentElement.dir = direction
    document.documentElement.lang = locale
  }, [direction, locale])
  return <Story />
}
