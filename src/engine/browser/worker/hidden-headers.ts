const EXPOSE = 'Access-Control-Expose-Headers: Content-Range, Content-Length, ETag, Retry-After'

/** What a server of another origin may be hiding from this page, where that costs something; null where nothing is missed. */
export interface HiddenHeader {
  readonly name: 'Content-Range' | 'ETag' | 'Retry-After'
  /** What it costs, and what the server has to send. */
  readonly message: string
}

/** Looks at an answer for what a page would need and cannot see. Whether a server hides a header or has none, a page cannot tell. */
export function hiddenHeader(response: Response, origin: string): HiddenHeader | null {
  if (response.type !== 'cors') return null
  const { status, headers } = response
  if (status === 206 && !headers.has('content-range')) {
    return {
      name: 'Content-Range',
      message: `${origin} hides the header Content-Range from this page, so files from there cannot be resumed and come over one connection. Its server has to send "${EXPOSE}".`,
    }
  }
  if (status === 206 && !headers.has('etag')) {
    return {
      name: 'ETag',
      message: `${origin} shows this page no ETag, so models from there that give no sha256 come over one connection, and start again after a break unless there is a Last-Modified. If its server has ETags, it has to send "${EXPOSE}".`,
    }
  }
  if ((status === 429 || status === 503) && !headers.has('retry-after')) {
    return {
      name: 'Retry-After',
      message: `${origin} turned a request away (${status}) and shows this page no Retry-After, so the engine chooses by itself when to try again. If its server says when, it has to send "${EXPOSE}".`,
    }
  }
  return null
}
