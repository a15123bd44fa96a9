import inter from '@fontsource-variable/inter/wght.css?inline'
import { createRoot } from 'react-dom/client'
import { createScenario } from 'weightlift/testing'
import ours from '../../../src/components/styles.css?inline'
import { type Gallery, gallery } from '../page/gallery.js'
import page from '../page/page.css?inline'
import { App } from './app.js'
import { faintTexts } from './contrast.js'
import ground from './ground.css?inline'
import inComponents from './in-components.css?inline'
import mapping from './mapping.css?inline'
import { differences, measure } from './measure.js'
import oneFile from './one-file.css?inline'
import order from './order.css?inline'
import tailwind from './tailwind.css?inline'

const SHEETS = { order, ours, tailwind, mapping, oneFile, inComponents } as const

/** A style sheet that the page may wear. `oneFile` and `inComponents` are Tailwind's with Weightlift's in it. */
export type SheetName = keyof typeof SHEETS

declare global {
  interface Window {
    readonly beside: Beside
  }
}

export interface Beside {
  readonly gallery: Gallery
  /** Takes off all style sheets and puts these on, in this order. Nothing moves afterwards. */
  wear(names: readonly SheetName[]): Promise<void>
  /** Measures what is at a place under these sheets, and again under others: what differs. */
  compare(selector: string, before: readonly SheetName[], now: readonly SheetName[]): Promise<string[]>
  faintTexts: typeof faintTexts
}

const beside: Beside = {
  gallery,
  async wear(names) {
    // The stories bring Weightlift's styles with them, as links, too.
    for (const sheet of document.querySelectorAll('style, link[rel=stylesheet]')) sheet.remove()
    for (const css of [inter, page, ground, ...names.map((name) => SHEETS[name])]) {
      document.head.append(Object.assign(document.createElement('style'), { textContent: css }))
    }
    await gallery.settle()
  },
  async compare(selector, before, now) {
    await beside.wear(before)
    const measured = measure(selector)
    await beside.wear(now)
    return differences(measured, measure(selector))
  },
  faintTexts,
}

const scenario = await createScenario('downloading')
createRoot(document.getElementById('app') as HTMLElement).render(<App scenario={scenario} />)
Object.assign(window, { beside })
