import { createRoot } from 'react-dom/client'
import { DownloadQueue, EngineProvider, ModelDownload } from 'weightlift'
import { createScenario, type ScenarioName } from 'weightlift/testing'
import '@fontsource-variable/inter/wght.css'
import '../../../src/components/styles.css'
import '../page/page.css'

declare global {
  interface Window {
    readonly moving: Moving
  }
}

/** What stands where in its component, by what it is. */
export type Boxes = Readonly<Record<string, string>>

export interface Moving {
  /** Lets simulated time go on, and waits until the page has drawn it, with its own letters. */
  advance(ms: number): Promise<void>
  /** What card, row and queue write, and where rows, buttons and bars are at the same moment. */
  look(): { readonly texts: readonly string[]; readonly boxes: Boxes }
  /** What may move by itself: elements with a transition or an animation. */
  restless(): string[]
}

const scenario = await createScenario(location.hash.slice(1) as ScenarioName)
const { engine, model } = scenario

createRoot(document.getElementById('root') as HTMLElement).render(
  <EngineProvider engine={engine}>
    <div id="card">
      <ModelDownload model={model} />
    </div>
    <div id="row">
      <ModelDownload model={model} variant="row" />
    </div>
    <div id="button">
      <ModelDownload model={model} variant="button" />
    </div>
    <div id="queue">
      <DownloadQueue />
    </div>
  </EngineProvider>,
)

const PLACES = ['card', 'row', 'button', 'queue']

const moving: Moving = {
  async advance(ms) {
    if (ms > 0) await engine.advance(ms)
    await document.fonts.ready
    // Texts are calm: they change some moments after what they tell of.
    await new Promise((resolve) => setTimeout(resolve, 500))
  },
  look() {
    const texts = ['#card', '#row', '#queue li'].map((at) => document.querySelector<HTMLElement>(at)?.innerText ?? '')
    const all = PLACES.flatMap((place) => {
      const root = document.getElementById(place) as HTMLElement
      const { x: left, y: top } = root.getBoundingClientRect()
      const elements = root.querySelectorAll('.weightlift-card, .weightlift-rows, li, button, [role=progressbar]')
      return [...elements].map((element, at) => {
        const { x, y, width, height } = element.getBoundingClientRect()
        const box = [x - left, y - top, width, height].map((length) => length.toFixed(1)).join(' ')
        return [`${place} ${at} ${element.localName}`, box] as const
      })
    })
    return { texts, boxes: Object.fromEntries(all) }
  },
  restless: () =>
    [...document.querySelectorAll('*')].flatMap((element) => {
      const { transitionProperty, transitionDuration, animationName } = getComputedStyle(element)
      const isStill = transitionProperty === 'none' || /^(?:0s[, ]*)+$/.test(transitionDuration)
      return isStill && animationName === 'none' ? [] : [`${element.localName}.${element.className}`]
    }),
}

Object.assign(window, { moving })
