import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startDemo } from './start-demo.js'

function readNumber(name: string): number | null {
  const value = process.env[name]
  if (value === undefined || value === '') return null
  const number = Number(value)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new Error(`${name} is "${value}"; it has to be a whole number above 0.`)
}

const demo = await startDemo({
  port: readNumber('PORT'),
  directory: resolve(process.env.WEIGHTLIFT_DIR ?? fileURLToPath(new URL('.models', import.meta.url))),
  bytesPerSecond: readNumber('MIRROR_BYTES_PER_SECOND'),
  logsParts: process.env.MIRROR_LOG === 'all',
  log: (line) => console.log(line),
}).catch((error: Error) => {
  console.error(`The demo cannot start. ${error.message}`)
  process.exit(1)
})

let ending = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (ending) process.exit(1)
    ending = true
    void demo.close().then(() => process.exit(0))
  })
}

console.log(`
  Weightlift demo   ${demo.url}

  Models go to      ${demo.directory}
  Model mirror      ${demo.mirrorUrl}
  Ctrl-C ends it; what was downloading goes on at the next start.
`)
