/** One way to look at a story. */
export interface Mode {
  readonly name: string
  /** CSS pixels. The height is the least: a picture is as tall as the page. */
  readonly window: { readonly width: number; readonly height: number }
  readonly colorScheme: 'light' | 'dark'
  readonly forcedColors?: 'active'
  /** Pixels of the screen for one of the page. Default 1. */
  readonly zoom?: number
  /** Of the stories' toolbars. */
  readonly globals?: Readonly<Record<string, string>>
}

const WINDOW = { width: 760, height: 320 }

/**
 * How every drop-in has to look right. Narrow is as WCAG 2.2 has it (1.4.10), and so is the zoom (1.4.4): the same window with half as
 * many pixels in it. Those that need another drawing come last.
 */
export const MODES: readonly Mode[] = [
  { name: 'light', window: WINDOW, colorScheme: 'light' },
  { name: 'dark', window: WINDOW, colorScheme: 'dark' },
  { name: 'forced-colours', window: WINDOW, colorScheme: 'dark', forcedColors: 'active' },
  { name: 'narrow', window: { width: 320, height: 480 }, colorScheme: 'light' },
  { name: 'zoom', window: { width: WINDOW.width / 2, height: WINDOW.height / 2 }, colorScheme: 'light', zoom: 2 },
  { name: 'arabic', window: WINDOW, colorScheme: 'light', globals: { locale: 'ar' } },
]
