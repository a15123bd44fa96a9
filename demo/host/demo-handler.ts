import { timingSafeEqual } from 'node:crypto'
import type { Engine } from 'weightlift/engine'
import { SILERO } from '../models.js'
import type { HostAbout } from '../page-config.js'
import { runInWorker } from './run-in-worker.js'

/** What an app adds to its engine host: here, using the model that was downloaded. Guarded as the engine is. */
export function createDemoHandler(
  engine: Engine,
  { token, origins }: { readonly token: string; readonly origins: readonly string[] },
): (request: Request) => Promise<Response> {
  return async (request) => {
    const origin = request.headers.get('origin') ?? ''
    if (!origins.includes(origin)) return new Response(null, { status: 403 })
    const headers = { 'access-control-allow-origin': origin, 'access-control-allow-headers': 'authorization' }
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers })
    if (!isToken(request.headers.get('authorization'), token)) return new Response(null, { status: 401, headers })
    const { pathname } = new URL(request.url)
    if (pathname === '/about') return Response.json({ pid: process.pid } satisfies HostAbout, { headers })
    if (pathname === '/run' && request.method === 'POST') return runModel(engine, headers)
    return new Response(null, { status: 404, headers })
  }
}

async function runModel(engine: Engine, headers: Record<string, string>): Promise<Response> {
  const answer = await engine.query({ type: 'locate', id: SILERO.id })
  const location = answer.ok ? answer.value?.files[0]?.location : undefined
  if (location === undefined) return new Response('The model is not downloaded yet.', { status: 409, headers })
  return Response.json(await runInWorker(location), { headers })
}

function isToken(header: string | null, token: string): boolean {
  const given = Buffer.from(header ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
