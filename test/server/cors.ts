import type { IncomingMessage } from 'node:http'
import { type Reply, textReply } from './reply.js'

/** `true`: any origin; or the one origin allowed; or any origin, with these response headers exposed and no others. */
export type CorsOption = boolean | string | { readonly expose: string }

const EXPOSED = 'accept-ranges, content-length, content-range, etag, last-modified, retry-after'

/** The answer with what a page of another origin needs to read it. */
export function addCors(reply: Reply, cors: CorsOption, request: IncomingMessage): Reply {
  if (cors === false) return reply
  const allowed = typeof cors === 'string' ? cors : '*'
  const headers: Record<string, string> = {
    ...reply.headers,
    'access-control-allow-origin': allowed,
    'access-control-expose-headers': typeof cors === 'object' ? cors.expose : EXPOSED,
  }
  if (request.method === 'OPTIONS') {
    headers['access-control-allow-methods'] = 'GET, HEAD'
    headers['access-control-allow-headers'] = 'range, if-range, authorization, accept-encoding'
  }
  return { ...reply, headers }
}

export function preflightReply(): Reply {
  return textReply(204, '')
}
