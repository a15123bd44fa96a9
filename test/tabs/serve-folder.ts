import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { text } from 'node:stream/consumers'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
}

const REPORTS = '/reports'
/** As strict as a page with the engine can be: nothing inline, no eval, and WebAssembly for the digest. */
export const POLICY = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self' http://127.0.0.1:*; img-src data:; report-uri ${REPORTS}`

export interface ServedFolder {
  readonly url: string
  /** What the browser reported against the policy, of pages and workers: directive and what it kept from happening. */
  readonly violations: readonly string[]
  /** From the next request on: whether the policy lets WebAssembly run. */
  allowWasm(isAllowed: boolean): void
  close(): Promise<void>
}

/** Serves a built page under a Content-Security-Policy, by default a strict one. */
export async function serveFolder(folder: string, given: string = POLICY): Promise<ServedFolder> {
  const violations: string[] = []
  let policy = given
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === REPORTS) {
      const report = JSON.parse(await text(request))['csp-report'] as Record<string, string>
      violations.push(`${report['effective-directive']} ${report['blocked-uri']}`)
      return void response.writeHead(204).end()
    }
    const name = pathname === '/' ? 'index.html' : pathname.slice(1)
    const content = await readFile(join(folder, name)).catch(() => null)
    response.setHeader('content-security-policy', policy)
    if (content === null) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' }).end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}/`,
    violations,
    allowWasm(isAllowed) {
      policy = isAllowed ? given : given.replace(" 'wasm-unsafe-eval'", '')
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
