import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { build, preview } from 'vite'
import { chromiumArguments, ensureChromium } from '../../scripts/chromium.mjs'
import { report } from './report.mjs'

const USAGE = `npm run bench:render -- [options]
  --seconds <n>  measured, of each list in each run. Default 10
  --runs <n>     of each list, taken in turn; the medians count. Default 3
  --only <name,…>
  --json         the figures alone, as JSON
  --check        fails where <DownloadQueue> misses what it has to reach`

const root = join(import.meta.dirname, '../..')
const dist = join(root, 'dist')

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    runs: { type: 'string', default: '3' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'weightlift-bench-render-'))
  const ends = [() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })]
  try {
    const executablePath = await ensureChromium()
    const url = await servePage(folder, ends)
    const browser = await chromium.launch({ executablePath, args: chromiumArguments() })
    ends.push(() => browser.close())
    const names = options.only?.split(',') ?? (await onPage(browser, url, (page) => page.evaluate('bench.lists')))
    const figures = Object.fromEntries(names.map((name) => [name, []]))
    for (let turn = 0; turn < Number(options.runs); turn += 1) {
      for (const name of names) {
        const figure = await measure(browser, url, name)
        if (!options.json) console.error(`${name}: ${(figure.busy * 100).toFixed(1)} % busy`)
        figures[name].push(figure)
      }
    }
    const isReached = report(figures, options)
    if (options.check && !isReached) process.exitCode = 1
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

/** The page as an app would build it, for production. */
async function servePage(folder, ends) {
  const config = {
    configFile: false,
    root: join(import.meta.dirname, 'page'),
    logLevel: 'error',
    resolve: {
      alias: [
        { find: /^weightlift$/, replacement: join(dist, 'index.js') },
        { find: /^weightlift\/styles.css$/, replacement: join(dist, 'components/styles.css') },
      ],
      // One for ours and theirs.
      dedupe: ['react', 'react-dom'],
    },
    build: { outDir: join(folder, 'site'), modulePreload: false, chunkSizeWarningLimit: 4000 },
  }
  await build(config)
  const server = await preview({ ...config, preview: { port: 0, host: '127.0.0.1' } })
  ends.push(() => server.close())
  return server.resolvedUrls.local[0]
}

async function onPage(browser, url, use) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  try {
    await page.goto(url)
    await page.waitForFunction('window.bench !== undefined')
    return await use(page)
  } finally {
    await page.close()
  }
}

async function measure(browser, url, name) {
  const timing = await onPage(browser, url, async (page) => {
    const session = await page.context().newCDPSession(page)
    // Time of the thread, so that what else the machine does does not count.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    const firstMs = await page.evaluate((list) => bench.draw(list, 1000), name)
    await page.evaluate('bench.start()')
    await page.waitForTimeout(2000)
    const before = await busySeconds(session)
    await page.waitForTimeout(Number(options.seconds) * 1000)
    const after = await busySeconds(session)
    const long = await page.evaluate('bench.stop()')
    return { firstMs, long, busy: (after.task - before.task) / (after.at - before.at) }
  })
  const all = await onPage(browser, url, async (page) => {
    await page.evaluate((list) => bench.draw(list, 1000), name)
    const { commits, rows } = await page.evaluate('bench.renders(null)')
    return { commits, rows: rows.length, visible: await page.evaluate('bench.visible()') }
  })
  const one = await onPage(browser, url, async (page) => {
    await page.evaluate((list) => bench.draw(list, 100), name)
    const { commits, rows } = await page.evaluate('bench.renders([3])')
    return { commits, rows: rows.length, isOwn: rows.includes('model-3') }
  })
  return { ...timing, all, one }
}

async function busySeconds(session) {
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return { task: of('TaskDuration'), at: performance.now() / 1000 }
}

if (options.help) console.log(USAGE)
else await main()
