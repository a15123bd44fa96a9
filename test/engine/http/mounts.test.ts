import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connectHttpEngine } from '../../../src/engine/http/connect-http-engine.js'
import { createEngineHandler, type EngineHandler } from '../../../src/engine/http/create-engine-handler.js'
import { toNodeListener } from '../../../src/engine/http/to-node-listener.js'
import { createFakeEngine } from '../remote/fake-engine.js'
import { LISTED, TOKEN, until } from './loopback.js'

/** Each mounts the handler at /engine and gives the port, as docs/http.md shows it. */
const MOUNTS: Record<string, (handler: EngineHandler) => Promise<number>> = {
  async 'node:http'(handler) {
    return listening(createServer(toNodeListener(handler)).listen(0, '127.0.0.1'))
  },
  async Hono(handler) {
    const app = new Hono()
    app.all('/engine', (context) => handler(context.req.raw))
    return listening(serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server)
  },
  async Express(handler) {
    const app = express()
    app.use('/engine', toNodeListener(handler))
    return listening(app.listen(0, '127.0.0.1'))
  },
  async 'Express after a parser of bodies'(handler) {
    const app = express()
    app.use(express.json())
    app.use('/engine', toNodeListener(handler))
    return listening(app.listen(0, '127.0.0.1'))
  },
  async Fastify(handler) {
    const app = fastify()
    const listener = toNodeListener(handler)
    app.all('/engine', (request, reply) => {
      reply.hijack()
      listener(Object.assign(request.raw, { body: request.body }), reply.raw)
    })
    await app.listen({ port: 0, host: '127.0.0.1' })
    onTestFinished(() => app.server.closeAllConnections())
    return (app.server.address() as AddressInfo).port
  },
  async 'a Next route'(handler) {
    // What app/api/engine/route.ts exports, called as Next does: by method, with a Request, for a Response.
    const route: Record<string, (request: Request) => Promise<Response>> = {
      GET: handler,
      POST: handler,
      OPTIONS: handler,
    }
    const byMethod = async (request: Request) => route[request.method]?.(request) ?? new Response(null, { status: 405 })
    return listening(createServer(toNodeListener(byMethod)).listen(0, '127.0.0.1'))
  },
}

async function listening(server: Server): Promise<number> {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

describe.each(Object.entries(MOUNTS))('the handler in %s', (_, mount) => {
  it('streams the snapshot and its changes, and takes commands', async () => {
    const engine = createFakeEngine()
    const handler = createEngineHandler(engine, { token: TOKEN, catalog: [LISTED] })
    const port = await mount(handler)
    const remote = connectHttpEngine({ url: `http://127.0.0.1:${port}/engine`, token: TOKEN })
    await until(remote, ({ link }) => link === 'open')
    expect(await remote.dispatch({ type: 'download', model: { id: LISTED.id } })).toEqual({ ok: true })
    expect(engine.commands).toEqual([{ type: 'download', model: LISTED }])
    engine.showDownload({ id: 'm', receivedBytes: 7 })
    await until(remote, ({ downloads }) => downloads.m?.receivedBytes === 7)
    const stranger = await fetch(`http://127.0.0.1:${port}/engine`)
    expect(stranger.status).toBe(401)
    await remote.close()
    await expect.poll(() => engine.listeners()).toBe(0)
    handler.close()
  })
})
