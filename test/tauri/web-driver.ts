import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** The app in a real window on a display of its own. */
export interface DrivenApp {
  /** The text of the first element; empty where there is none. */
  text(css: string): Promise<string>
  attribute(css: string, name: string): Promise<string | null>
  click(css: string): Promise<void>
  run(script: string): Promise<unknown>
  screenshot(): Promise<Buffer>
  /** Ends the window as a person would. */
  quit(): Promise<void>
}

export interface Driver {
  open(binary: string): Promise<DrivenApp>
  close(): Promise<void>
}

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** Starts a display and a WebKitWebDriver on it. What `env` holds the app gets, too. */
export async function startDriver(env: Readonly<Record<string, string>>): Promise<Driver> {
  const display = `:${90 + Math.floor(Math.random() * 900)}`
  const xvfb = spawn('Xvfb', [display, '-screen', '0', '1024x768x24', '-nolisten', 'tcp'], { stdio: 'ignore' })
  const port = await freePort()
  const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      ...env,
      DISPLAY: display,
      // As tauri-driver does: without it the app's web view takes no orders.
      TAURI_AUTOMATION: 'true',
      TAURI_WEBVIEW_AUTOMATION: 'true',
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      NO_AT_BRIDGE: '1',
    },
  })

  async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const { value } = (await response.json()) as { value: unknown }
    if (!response.ok) throw new Error(JSON.stringify(value))
    return value
  }

  for (let tries = 0; ; tries += 1) {
    const isUp = await ask('GET', '/status').then(
      () => true,
      () => false,
    )
    if (isUp) break
    if (tries > 100) throw new Error('WebKitWebDriver does not answer.')
    await sleep(100)
  }

  return {
    async open(binary) {
      const { sessionId } = (await ask('POST', '/session', {
        capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: [] } } },
      })) as { sessionId: string }
      const session = `/session/${sessionId}`

      async function find(css: string): Promise<string | null> {
        const found = (await ask('POST', `${session}/elements`, { using: 'css selector', value: css })) as Record<
          string,
          string
        >[]
        return found[0]?.[ELEMENT] ?? null
      }

      return {
        async text(css) {
          const id = await find(css)
          return id === null ? '' : ((await ask('GET', `${session}/element/${id}/text`)) as string)
        },
        async attribute(css, name) {
          const id = await find(css)
          return id === null
            ? null
            : ((await ask('GET', `${session}/element/${id}/attribute/${name}`)) as string | null)
        },
        async click(css) {
          const id = await find(css)
          if (id === null) throw new Error(`There is no ${css}.`)
          await ask('POST', `${session}/element/${id}/click`, {})
        },
        run: (script) => ask('POST', `${session}/execute/sync`, { script, args: [] }),
        screenshot: async () => Buffer.from((await ask('GET', `${session}/screenshot`)) as string, 'base64'),
        quit: async () => void (await ask('DELETE', session)),
      }
    },
    async close() {
      for (const child of [driver, xvfb]) {
        if (child.exitCode !== null || child.signalCode !== null) continue
        const ended = once(child, 'exit')
        child.kill()
        await ended
      }
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
