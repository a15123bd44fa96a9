import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { ensureChromium } from '../../scripts/chromium.mjs'
import { measure } from './own-browser.mjs'
import { makeFile, startNginx } from './site.mjs'

const USAGE = `npm run bench:browser -- [options]
  --mib <n>    size of the file, MiB. Default 1024
  --runs <n>   runs of each way, taken in turn; the medians count. Default 3
  --only <way,…>`

const dist = join(import.meta.dirname, '../../dist/engine')

const { values: options } = parseArgs({
  options: {
    mib: { type: 'string', default: '1024' },
    runs: { type: 'string', default: '3' },
    only: { type: 'string', default: 'discard,writable,wllama,cache,engine,engine with sha256' },
    help: { type: 'boolean', default: false },
  },
})

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'weightlift-bench-browser-'))
  const ends = [() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })]
  try {
    const executablePath = await ensureChromium()
    await build({
      configFile: false,
      root: join(import.meta.dirname, 'page'),
      logLevel: 'error',
      resolve: {
        alias: {
          'weightlift/browser': join(dist, 'browser', 'index.js'),
          'weightlift/engine': join(dist, 'index.js'),
          '@wllama/wllama': join(import.meta.dirname, '../node_modules/@wllama/wllama/esm/index.js'),
        },
      },
      build: { outDir: join(folder, 'site'), modulePreload: false, target: 'esnext' },
    })
    const file = makeFile(join(folder, 'site', 'model.bin'), Number(options.mib) * 2 ** 20)
    const nginx = await startNginx(folder)
    ends.push(nginx.close)
    const model = { url: `${nginx.url}/model.bin`, ...file }
    const ways = options.only.split(',')
    const figures = Object.fromEntries(ways.map((way) => [way, []]))
    for (let turn = 0; turn < Number(options.runs); turn += 1) {
      for (const way of ways) {
        const figure = await measure({ executablePath, folder, url: nginx.url, way, model })
        const { residentMib, ownMib, sharedMib, fileMib } = figure.memory
        console.error(
          `${way}: ${figure.seconds.toFixed(2)} s, renderer ${residentMib.toFixed(0)} MiB (its own ${ownMib.toFixed(0)}, shared ${sharedMib.toFixed(0)}, of files ${fileMib.toFixed(0)})`,
        )
        figures[way].push(figure)
      }
    }
    report(figures)
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

function report(figures) {
  const median = (way, of) => {
    const sorted = (figures[way] ?? []).map(of).sort((one, other) => one - other)
    return sorted[sorted.length >> 1] ?? Number.NaN
  }
  const base = median('writable', ({ seconds }) => seconds)
  console.log(`${options.mib} MiB from nginx to the browser's storage, medians of ${options.runs}\n`)
  console.log('way                     s   MB/s   × createWritable   renderer MiB   of which its own')
  for (const way of Object.keys(figures)) {
    const seconds = median(way, (figure) => figure.seconds)
    const speed = (Number(options.mib) * 2 ** 20) / seconds / 1e6
    const mib = median(way, ({ memory }) => memory.residentMib)
    const own = median(way, ({ memory }) => memory.ownMib)
    console.log(
      `${way.padEnd(18)} ${seconds.toFixed(2).padStart(6)} ${speed.toFixed(0).padStart(6)} ${(seconds / base).toFixed(2).padStart(18)} ${mib.toFixed(0).padStart(14)} ${own.toFixed(0).padStart(18)}`,
    )
  }
}

if (options.help) console.log(USAGE)
else await main()
