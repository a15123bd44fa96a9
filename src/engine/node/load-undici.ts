type Undici = Pick<typeof import('undici'), 'Agent' | 'buildConnector' | 'EnvHttpProxyAgent'>

/**
 * What of undici the engine needs. All of it (fetch, WebSocket, caches, mocks) takes some 60 ms to load, its agents alone 25, and the
 * first request of a process waits for that. Where they are is not promised: what is not found there is taken from the whole.
 */
export async function loadUndici(): Promise<Undici> {
  try {
    const [agent, proxyAgent, connect] = await Promise.all([
      import('undici/lib/dispatcher/agent.js'),
      import('undici/lib/dispatcher/env-http-proxy-agent.js'),
      import('undici/lib/core/connect.js'),
    ])
    return { Agent: agent.default, EnvHttpProxyAgent: proxyAgent.default, buildConnector: connect.default }
  } catch {
    return import('undici')
  }
}
