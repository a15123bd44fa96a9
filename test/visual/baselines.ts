import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import { toPalettePng } from './palette-png.js'

const FOLDER = join(import.meta.dirname, 'baselines')
const RECORDED_WITH = join(FOLDER, 'browser.json')
/** Where a picture that differs is left to be looked at. */
const REPORTS = join(import.meta.dirname, '../../node_modules/.cache/visual')

/** How much may differ. `share` is of all pixels; `pixels` of the height, as letters of another version may break lines otherwise. */
export interface Tolerance {
  readonly share: number
  readonly pixels: number
}

/** The very browser that recorded: what differs is ours. A shadow or the edge of a letter may come out otherwise on another processor. */
const SAME_BROWSER: Tolerance = { share: 0.0001, pixels: 0 }
/** Another version draws letters and controls a little otherwise; what is broken differs by more than that. */
const ANOTHER_BROWSER: Tolerance = { share: 0.03, pixels: 24 }

/** How sensitive the comparison of two pixels is, 0 to 1. Baselines have rounded colours. */
const THRESHOLD = 0.12

const majorOf = (version: string): string => version.split('.')[0] as string

/** The tolerance for a version of the browser, and the words for it where it is the wider one. */
export function toleranceFor(version: string): { readonly tolerance: Tolerance; readonly remark: string | null } {
  const recorded = (JSON.parse(readFileSync(RECORDED_WITH, 'utf8')) as { chromium: string }).chromium
  if (majorOf(recorded) === majorOf(version)) return { tolerance: SAME_BROWSER, remark: null }
  const percent = ANOTHER_BROWSER.share * 100
  return {
    tolerance: ANOTHER_BROWSER,
    remark: `Baselines are of Chromium ${recorded}, this is ${version}: up to ${percent} % of a picture may differ.`,
  }
}

/** The names of all pictures that are kept. */
export function baselineNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.png'))
    .map((file) => file.slice(0, -'.png'.length))
}

/** What is wrong with a picture, for a person to read; null for nothing. Leaves the picture and the difference to be looked at. */
export function problemOf(name: string, actual: Buffer, tolerance: Tolerance): string | null {
  const file = join(FOLDER, `${name}.png`)
  if (!existsSync(file))
    return `There is no baseline ${name}.png: look at the new picture ${report(name, 'actual', actual)}.`
  const before = PNG.sync.read(readFileSync(file))
  const now = PNG.sync.read(actual)
  if (before.width !== now.width || Math.abs(before.height - now.height) > tolerance.pixels) {
    const sizes = `${now.width} × ${now.height}, not ${before.width} × ${before.height}`
    return `${name} is ${sizes} pixels: see ${report(name, 'actual', actual)}.`
  }
  const height = Math.min(before.height, now.height)
  const allowed = tolerance.share * now.width * height
  let { pixels, difference } = differenceOf(before, now, height)
  // A colour that was rounded away in the baseline is none that changed.
  if (pixels > allowed) ({ pixels, difference } = differenceOf(before, PNG.sync.read(toPalettePng(actual)), height))
  if (pixels <= allowed) return null
  report(name, 'difference', PNG.sync.write(difference))
  return `${name} differs in ${pixels} pixels: see ${report(name, 'actual', actual)} and the picture of the difference beside it.`
}

/** Keeps a picture as what it has to look like. */
export function keep(name: string, actual: Buffer): void {
  writeFileSync(join(FOLDER, `${name}.png`), toPalettePng(actual))
}

export function keepVersion(chromium: string): void {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(RECORDED_WITH, `${JSON.stringify({ chromium }, null, 2)}\n`)
}

export function forget(name: string): void {
  rmSync(join(FOLDER, `${name}.png`), { force: true })
}

function differenceOf(before: PNG, now: PNG, height: number): { readonly pixels: number; readonly difference: PNG } {
  const { width } = now
  const difference = new PNG({ width, height })
  const [a, b] = [cropped(before, height), cropped(now, height)]
  return { pixels: pixelmatch(a, b, difference.data, width, height, { threshold: THRESHOLD }), difference }
}

function cropped({ data, width }: PNG, height: number): Buffer {
  return data.subarray(0, width * height * 4)
}

function report(name: string, what: 'actual' | 'difference', png: Buffer): string {
  mkdirSync(REPORTS, { recursive: true })
  const file = join(REPORTS, `${name}.${what}.png`)
  writeFileSync(file, png)
  return file
}
