import type { IncomingMessage } from 'node:http'
import type { Content } from './content.js'
import { preflightReply } from './cors.js'
import { contentReply, type Reply, textReply } from './reply.js'
import type { LoggedRequest } from './request-log.js'
import { createSignedLinks, type SignedLinkOptions } from './signed-links.js'

/** The answer due without faults. */
export interface Routed {
  readonly reply: Reply
  /** Path of the file behind the answer; null where there is none. */
  readonly file: string | null
  /** To be told how much of the body was sent. */
  served(bytes: number): void
}

/** Finds the answer to a request; `otherUrl` is the listener that was not asked. */
export type Router = (request: IncomingMessage, entry: LoggedRequest, otherUrl: string) => Routed

export function createRouter(files: ReadonlyMap<string, Content>, options: SignedLinkOptions): Router {
  const links = createSignedLinks(options)
  const { crossOrigin = true, expiredStatus = 403 } = options

  function redirect(path: string, otherUrl: string): Reply {
    if (!files.has(path)) return textReply(404, 'No such model')
    return textReply(302, '', { location: (crossOrigin ? otherUrl : '') + links.make(encodeURI(path)) })
  }

  function serve(path: string, request: IncomingMessage): Routed {
    const content = files.get(path)
    return content ? routed(contentReply(request, content), path) : routed(textReply(404, 'No such file'))
  }

  return (request, { path, url }, otherUrl) => {
    if (request.method === 'OPTIONS') return routed(preflightReply())
    if (request.method !== 'GET' && request.method !== 'HEAD') return routed(textReply(405, 'GET or HEAD'))
    if (path.startsWith('/resolve/')) return routed(redirect(path.slice('/resolve'.length), otherUrl))
    if (!path.startsWith('/cdn/')) return serve(path, request)
    const link = links.check(url)
    if (link === null) return routed(textReply(expiredStatus, 'This link has expired'))
    return { ...serve(link.path, request), served: link.served }
  }
}

function routed(reply: Reply, file: string | null = null): Routed {
  return { reply, file, served: () => {} }
}
