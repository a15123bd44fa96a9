import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { createServer, type Plugin } from 'vite'
import type { PageConfig } from './page-config.js'

const FIRST_PORT = 5173

export interface PageOptions {
  /** Default null: the first free one from 5173. */
  readonly port: number | null
  /** What `/config.json` answers; null while the engine is not up. */
  readonly config: () => PageConfig | null
}

export interface Page {
  readonly url: string
  /** Every way a browser may write the page's origin. */
  readonly origins: readonly string[]
  close(): Promise<void>
}

/** Serves the page with Vite, straight from source. */
export async function servePage({ port, config }: PageOptions): Promise<Page> {
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('page', import.meta.url)),
    cacheDir: fileURLToPath(new URL('../node_modules/.cache/demo', import.meta.url)),
    logLevel: 'warn',
    clearScreen: false,
    plugins: [react(), configPlugin(config)],
    resolve: { tsconfigPaths: true },
    // Known beforehand, so that Vite does not find one in mid-visit and reload the page.
    optimizeDeps: {
      include: [
        'react',
        'react/jsx-dev-runtime',
        'react-dom/client',
        '@tanstack/react-query',
        'zustand',
        'zustand/vanilla',
        'valibot',
        'hash-wasm',
        'temporal-polyfill',
      ],
      // It finds its WebAssembly beside itself.
      exclude: ['onnxruntime-web'],
    },
    server: { host: '127.0.0.1', port: port ?? FIRST_PORT, strictPort: port !== null },
  })
  await server.listen()
  const url = server.resolvedUrls?.local[0]?.replace(/\/$/, '')
  if (url === undefined) throw new Error('The page has no address; is another program on its port?')
  return { url, origins: [url, url.replace('127.0.0.1', 'localhost')], close: () => server.close() }
}

function configPlugin(config: PageOptions['config']): Plugin {
  return {
    name: 'demo-config',
    configureServer({ middlewares }) {
      middlewares.use('/config.json', (_, response) => {
        response.setHeader('content-type', 'application/json')
        response.setHeader('cache-control', 'no-store')
        response.end(JSON.stringify(config()))
      })
    },
  }
}
