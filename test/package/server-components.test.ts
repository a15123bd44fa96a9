import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPackedApp, DEPENDENCIES, type PackedApp } from './packed.js'

let app: PackedApp

beforeAll(() => {
  const peers = ['react', 'react-dom', '@tanstack/react-query', '@tanstack/query-core']
  const server = ['react-server-dom-webpack', 'webpack', 'acorn-loose', 'acorn', 'neo-async']
  app = createPackedApp([...DEPENDENCIES, ...peers, ...server])
})

afterAll(() => app.remove())

const LOADER = `import { register } from 'node:module'
register('./use-client.mjs', import.meta.url)
`

/** React's own loader, for the package alone: it knows no CommonJS, and no source map beside a file. */
const USE_CLIENT = `import { load as loadReferences } from 'react-server-dom-webpack/node-loader'
export function load(url, context, next) {
  if (!url.includes('/weightlift/dist/')) return next(url, context)
  return loadReferences(url, context, async (...rest) => {
    const loaded = await next(...rest)
    return { ...loaded, source: String(loaded.source).replace(/\\/\\/# sourceMappingURL=.*/, '') }
  })
}
`

/** Runs a module as a server of React components does: with its condition, and files of 'use client' as references. */
function runOnServer(source: string): unknown {
  mkdirSync(join(app.directory, 'server'), { recursive: true })
  writeFileSync(join(app.directory, 'server', 'loader.mjs'), LOADER)
  writeFileSync(join(app.directory, 'server', 'use-client.mjs'), USE_CLIENT)
  writeFileSync(join(app.directory, 'server', 'main.mjs'), source)
  const output = execFileSync(
    process.execPath,
    ['--conditions=react-server', '--import=./server/loader.mjs', 'server/main.mjs'],
    { cwd: app.directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  )
  return JSON.parse(output.trim().split('\n').at(-1) ?? '')
}

describe('a server component', () => {
  it('imports the entry: hooks and components are references, and what needs no page is itself', () => {
    const kinds = runOnServer(`
      import * as weightlift from 'weightlift'
      const CLIENT = Symbol.for('react.client.reference')
      const kinds = {}
      for (const [name, value] of Object.entries(weightlift)) kinds[name] = value.$$typeof === CLIENT ? 'client' : typeof value
      kinds['Download.Root'] = weightlift.Download.Root.$$typeof === CLIENT ? 'client' : 'server'
      console.log(JSON.stringify(kinds))
    `) as Record<string, string>
    const hooks = Object.entries(kinds).filter(([name]) => /^use[A-Z]/.test(name))
    expect(hooks.length).toBeGreaterThan(15)
    expect(hooks.filter(([, kind]) => kind !== 'client')).toEqual([])
    expect(kinds).toMatchObject({
      EngineProvider: 'client',
      ModelDownload: 'client',
      'Download.Root': 'client',
      availabilityQuery: 'function',
      engineQueryKeys: 'object',
      prefetchModelAvailable: 'function',
    })
  })

  it('renders a page with a drop-in, which runs no hook on the server', () => {
    const page = runOnServer(`
      import { PassThrough } from 'node:stream'
      import { createElement } from 'react'
      import { renderToPipeableStream } from 'react-server-dom-webpack/server.node'
      import { ModelDownload } from 'weightlift'
      // What a bundler knows: where the page finds each file of 'use client'.
      const manifest = new Proxy({}, { get: (_, id) => ({ id: String(id), chunks: [], name: String(id).split('#')[1] ?? '*' }) })
      const Page = async () => createElement('main', null, createElement(ModelDownload, { model: { id: 'a' } }))
      const errors = []
      const { pipe } = renderToPipeableStream(createElement(Page), manifest, { onError: (error) => void errors.push(String(error)) })
      let text = ''
      const out = new PassThrough()
      out.on('data', (chunk) => { text += chunk })
      out.on('end', () => console.log(JSON.stringify({ text, errors })))
      pipe(out)
    `) as { text: string; errors: readonly string[] }
    expect(page.errors).toEqual([])
    expect(page.text).toContain('model-download.js')
    expect(page.text).toContain('{"model":{"id":"a"}}')
  })
})
