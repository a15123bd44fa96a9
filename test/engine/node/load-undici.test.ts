import { createRequire } from 'node:module'
import * as undici from 'undici'
import { expect, it } from 'vitest'
import { loadUndici } from '../../../src/engine/node/load-undici.js'

const files = createRequire(import.meta.url)

it("gives undici's own agents, so that what is loaded elsewhere in the process is not there twice", async () => {
  const { Agent, EnvHttpProxyAgent, buildConnector } = await loadUndici()
  expect(Agent).toBe(undici.Agent)
  expect(EnvHttpProxyAgent).toBe(undici.EnvHttpProxyAgent)
  expect(buildConnector).toBe(undici.buildConnector)
})

it.each([
  'undici/lib/dispatcher/agent.js',
  'undici/lib/dispatcher/env-http-proxy-agent.js',
  'undici/lib/core/connect.js',
])('finds %s where it looks for it, and need not load the rest', (file) =>
  expect(() => files.resolve(file)).not.toThrow(),
)
