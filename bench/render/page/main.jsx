import { counter } from './row-renders.js'
import 'weightlift/styles.css'
import { createRoot } from 'react-dom/client'
import { DownloadQueue, EngineProvider } from 'weightlift'
import { EventList } from './event-list.jsx'
import { createListEngine } from './list-engine.js'
import { SketchList } from './sketch-list.jsx'
import { UppyList } from './uppy-list.jsx'
import { UseStateList } from './use-state-list.jsx'

const LISTS = {
  DownloadQueue: ({ engine }) => (
    <EngineProvider engine={engine}>
      <DownloadQueue />
    </EngineProvider>
  ),
  'Uppy FilesList': UppyList,
  'useState: one list': UseStateList,
  'useState: an event a row': EventList,
  'useState: each hears all': SketchList,
}

const long = []
new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({
  type: 'longtask',
})

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

let engine = null
let timer

window.bench = {
  lists: Object.keys(LISTS),
  /** Draws a list; gives how long that took until the next frame, milliseconds. */
  async draw(name, count) {
    engine = createListEngine(count)
    const List = LISTS[name]
    const startedMs = performance.now()
    createRoot(document.getElementById('root')).render(<List engine={engine} />)
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))
    const ms = performance.now() - startedMs
    for (const button of document.querySelectorAll('[data-start]')) button.click()
    await wait(1500)
    return ms
  },
  /** Ten publishes a second, from now on. */
  start() {
    long.length = 0
    timer = setInterval(() => engine.tick(null), 100)
  },
  /** Gives the tasks that took 50 ms or more, milliseconds. */
  stop() {
    clearInterval(timer)
    return [...long]
  },
  /** In how many commits, and of how many rows, one publish ends in which these change; with what is drawn a little later because of it. */
  async renders(places) {
    await wait(600)
    Object.assign(counter, { isOn: true, commits: 0, rows: new Map() })
    engine.tick(places)
    await wait(600)
    counter.isOn = false
    return { commits: counter.commits, rows: [...counter.rows.keys()] }
  },
  /** Rows that are at least partly in view. */
  visible() {
    const rows = [...document.querySelectorAll('[data-row], [data-uppy-element="files-list"] > li')]
    return rows.filter((row) => {
      const { top, bottom } = row.getBoundingClientRect()
      return bottom > 0 && top < innerHeight
    }).length
  },
}
