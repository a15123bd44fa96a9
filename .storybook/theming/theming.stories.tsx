import type { Meta, StoryObj } from '@storybook/react-vite'
import type { CSSProperties, JSX } from 'react'
import { expect } from 'storybook/test'
import { ModelDownload } from 'weightlift'
import type { SceneModel } from 'weightlift/testing'
import './theming.css'

interface ThemeArgs {
  readonly model: SceneModel
  readonly accent: string
  readonly onAccent: string
  readonly surface: string
  readonly text: string
  readonly radius: string
}

/** Set custom properties on a component, or anywhere above it. The controls below set some of them. */
const meta = {
  title: 'Theming/Custom properties',
  parameters: { scenario: 'paused' },
  argTypes: {
    model: { table: { disable: true } },
    accent: { control: 'color' },
    onAccent: { control: 'color' },
    surface: { control: 'color' },
    text: { control: 'color' },
  },
} satisfies Meta

export default meta

const BRAND = { accent: '#a3195b', onAccent: '#ffffff', surface: '#fff8f2', text: '#2b1b12', radius: '0.25rem' }

export const Brand: StoryObj<ThemeArgs> = {
  args: BRAND,
  render: ({ model, accent, onAccent, surface, text, radius }) => (
    <ModelDownload
      model={model}
      style={
        {
          '--weightlift-accent': accent,
          '--weightlift-on-accent': onAccent,
          '--weightlift-surface': surface,
          '--weightlift-text': text,
          '--weightlift-muted': `color-mix(in srgb, ${text} 80%, ${surface})`,
          '--weightlift-radius': radius,
        } as CSSProperties
      }
    />
  ),
  play: async ({ canvas }) => {
    const resume = canvas.getByRole('button', { name: 'Resume, Whisper Small' })
    await expect(getComputedStyle(resume).backgroundColor).toBe('rgb(163, 25, 91)')
  },
}

const THEMES = [
  { title: 'Light', theme: 'light' },
  { title: 'Dark', theme: 'dark' },
  { title: 'Light, high contrast', theme: 'light', contrast: 'more' },
  { title: 'Dark, high contrast', theme: 'dark', contrast: 'more' },
] as const

/** Each theme on one page: `data-theme` and `data-contrast` work on any element, not on the page alone. */
export const SideBySide: StoryObj<ThemeArgs> = {
  parameters: { scenario: 'downloading', controls: { disable: true } },
  render: ({ model }) => (
    <div className="themes">
      {THEMES.map((one) => (
        <Ground key={one.title} {...one}>
          <ModelDownload model={model} announce={false} />
        </Ground>
      ))}
    </div>
  ),
}

interface GroundProps {
  readonly title: string
  readonly theme: string
  readonly contrast?: string
  readonly children: JSX.Element
}

function Ground({ title, theme, contrast, children }: GroundProps): JSX.Element {
  return (
    <section className="ground" data-theme={theme} data-contrast={contrast} aria-label={title}>
      <p>{title}</p>
      {children}
    </section>
  )
}
