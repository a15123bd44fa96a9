import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { chromiumArguments } from '../../scripts/chromium.mjs'
import { watchRenderer } from './renderer-memory.mjs'

const PATIENCE_MS = 120_000
/** A browser that does not end when it is asked to is ended. */
const END_MS = 5_000

/**
 * Carries a way out in a browser of its own, with a profile on disk and without a debugger, as users have it: what watches a page's network makes the end of
 * each response wait for an eighth of a second.
 */
export async function measure({ executablePath, folder, url, way, model }) {
  const profile = mkdtempSync(join(folder, 'profile-'))
  const listener = await startListener()
  const task = encodeURIComponent(JSON.stringify({ way, model, report: listener.url }))
  const browser = spawn(
    executablePath,
    [
      ...chromiumArguments(),
      '--headless=new',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      `--user-data-dir=${profile}`,
      `${url}/?task=${task}`,
    ],
    { stdio: 'ignore' },
  )
  const ended = new Promise((resolve) => browser.once('exit', resolve))
  const memory = watchRenderer(profile)
  try {
    const { error, milliseconds } = await Promise.race([
      listener.report,
      ended.then(() => ({ error: 'the browser ended' })),
      wait(PATIENCE_MS, { error: 'it takes too long' }, { ref: false }),
    ])
    if (error !== null) throw new Error(`${way}: ${error}`)
    return { seconds: milliseconds / 1000, memory: memory() }
  } finally {
    memory()
    browser.kill('SIGTERM')
    const killing = setTimeout(() => browser.kill('SIGKILL'), END_MS)
    await ended
    clearTimeout(killing)
    listener.close()
    // Its helpers may be writing still; what is left goes with the folder.
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }).catch(() => undefined)
  }
}

/** Hears how it went. */
async function startListener() {
  let hear = () => undefined
  const report = new Promise((resolve) => {
    hear = resolve
  })
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      response.end()
      hear(JSON.parse(body))
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${server.address().port}/`, report, close: () => server.close() }
}
