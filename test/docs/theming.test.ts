import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/theming.md'), 'utf8')
const styles = join(root, 'src/components/styles')
const theme = readFileSync(join(styles, 'theme.css'), 'utf8')

const NAME = /--weightlift-[a-z-]+/g

/** Rows of a table under a heading, as the texts of their cells. */
function rowsUnder(heading: string): string[][] {
  const section = page.slice(page.indexOf(`## ${heading}`)).split('\n## ')[0] as string
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.slice(2, -2).split(' | '))
}

/** What a rule of the theme declares. */
function declaredIn(rule: RegExp): Map<string, string> {
  const body = theme.match(rule)?.[1] ?? ''
  return new Map([...body.matchAll(/(--weightlift-[a-z-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!]))
}

const unquoted = (cell: string | undefined): string => (cell ?? '').replaceAll('`', '')

describe('docs/theming.md', () => {
  it('names every property of the theme, with what it is in light and in dark', () => {
    const light = declaredIn(/\[data-theme="light"\] \{([^}]*)\}/)
    const dark = declaredIn(/\n {2}\[data-theme="dark"\] \{([^}]*)\}/)
    const told = rowsUnder('Custom properties to set').map(([name, , inLight, inDark]) => [
      unquoted(name),
      unquoted(inLight),
      unquoted(inDark),
    ])
    const real = [...light].map(([name, value]) => [name, value, dark.get(name) ?? value])
    expect(told).toEqual(real)
  })

  it('gives the dark theme the same values by the system and by the attribute', () => {
    const byAttribute = declaredIn(/\n {2}\[data-theme="dark"\] \{([^}]*)\}/)
    const bySystem = declaredIn(/:host\(:not\(\.light, \[data-theme="light"\]\)\) \{([^}]*)\}/)
    expect(bySystem).toEqual(byAttribute)
    expect(byAttribute.size).toBeGreaterThan(10)
  })

  it('names every property that styles or components use, and none besides', () => {
    const components = join(root, 'src/components')
    const sources = readdirSync(components, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(css|tsx?)$/.test(file) && !file.endsWith('.stories.tsx'))
      .map((file) => readFileSync(join(components, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, ''))
    const used = new Set(sources.flatMap((source) => source.match(NAME) ?? []))
    const told = [...rowsUnder('Custom properties to set'), ...rowsUnder('Custom properties to read')]
    expect(new Set(told.flatMap(([name]) => name?.match(NAME) ?? []))).toEqual(used)
  })

  it('promises a contrast that each theme keeps', () => {
    const light = declaredIn(/\[data-theme="light"\] \{([^}]*)\}/)
    const dark = new Map([...light, ...declaredIn(/\n {2}\[data-theme="dark"\] \{([^}]*)\}/)])
    for (const theme of [light, dark]) {
      const colour = (name: string): string => theme.get(`--weightlift-${name}`) as string
      for (const name of ['text', 'muted', 'accent', 'success', 'warning', 'danger', 'verify']) {
        expect(contrast(colour(name), colour('surface')), name).toBeGreaterThanOrEqual(4.5)
      }
      expect(contrast(colour('on-accent'), colour('accent'))).toBeGreaterThanOrEqual(4.5)
    }
  })
})

/** As WCAG 2 has it, of two colours like `#fff`. */
function contrast(a: string, b: string): number {
  const [more, less] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (more + 0.05) / (less + 0.05)
}

function luminance(hex: string): number {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : hex.slice(1).match(/../g)!
  const [red, green, blue] = digits.map((pair) => {
    const share = Number.parseInt(pair, 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
