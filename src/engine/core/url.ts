import { EngineError } from './errors.js'

const MAX_URL = 8192

/**
 * Checks that a URL may be fetched: `https:`, or `http:` to loopback (to anywhere with `allowInsecureHttp`), no credentials in it.
 *
 * @throws EngineError `invalid-model` or `insecure-url`. The message never holds the URL's query or credentials.
 */
export function checkUrl(id: string, value: unknown, allowInsecureHttp: boolean): string {
  const url = typeof value === 'string' && value.length <= MAX_URL ? tryParse(value) : null
  if (url === null)
    throw new EngineError('invalid-model', `A URL of model "${id}" cannot be read. Give an absolute https: URL.`)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new EngineError(
      'insecure-url',
      `Model "${id}" has a ${url.protocol} URL. Only https: (and http: on this machine) can be downloaded.`,
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw new EngineError(
      'insecure-url',
      `A URL of model "${id}" holds a user name or password, which would end up in logs. Take it out and send credentials by the engine's headers option.`,
    )
  }
  if (!isTransportAllowed(url, allowInsecureHttp)) {
    throw new EngineError(
      'insecure-url',
      `Model "${id}" comes from ${url.host} by plain http, where anyone on the way can change it. Use https:, or set allowInsecureHttp if you trust that network.`,
    )
  }
  return url.href
}

/** Whether bytes may be fetched from a URL as far as its scheme goes. */
export function isTransportAllowed(url: URL, allowInsecureHttp: boolean): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && (allowInsecureHttp || isLoopback(url.hostname)))
}

/** Whether a host name means this machine, by name alone. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  )
}

/** A URL as messages may show it: scheme, host and path; the query may hold a signature or token. */
export function displayUrl(url: string): string {
  const parsed = tryParse(url)
  return parsed === null ? 'the URL' : `${parsed.origin}${parsed.pathname}`
}

function tryParse(value: string): URL | null {
  try {
    return new URL(value)
  } catch {
    return null
  }
}
