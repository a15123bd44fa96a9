import { EngineError, isEngineError } from '../../core/errors.js'
import { isRedirect, isSameOrigin, MAX_REDIRECTS, redirectTarget } from '../../core/redirect.js'
import { serverDigest } from '../../core/server-digest.js'
import { displayUrl } from '../../core/url.js'
import type { Http, HttpRequest, HttpResponse } from '../../ports/http.js'
import type { EngineOptions, HeadersOption } from '../options.js'

export interface SourceRequest {
  /** The URL the model names. */
  readonly url: string
  /** Where it led to the last time; null to ask it again. */
  readonly resolved: string | null
  /** Tells where it leads once that link has expired, where another request is finding out or has; null: this one is to. */
  readonly renewed?: (expired: string) => Promise<string | null>
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** Default `GET`. */
  readonly method?: HttpRequest['method']
  /** Of the model; see the port. */
  readonly privateOrigins?: readonly string[]
}

export interface OpenedSource {
  readonly response: HttpResponse
  /** The URL that answered, after redirects. */
  readonly resolved: string
  /** The sha256 of the file, as a server on the way told it; null where none did. */
  readonly sha256: string | null
}

/** What a signed link is answered with once its time is over: by S3 and CloudFront 403, by Google 400, by others that it is not there. */
const EXPIRED: ReadonlySet<number> = new Set([400, 401, 403, 404, 410])

/**
 * Requests a file, following redirects by hand, so that credentials never cross an origin and no hop is less safe than the one before.
 * A link that has expired is resolved again from the model's own URL, once.
 */
export async function openSource(http: Http, options: EngineOptions, request: SourceRequest): Promise<OpenedSource> {
  if (request.resolved !== null && request.resolved !== request.url) {
    const opened = await followAgain(http, options, request, request.resolved)
    if (opened !== null) return opened
    const renewed = (await request.renewed?.(request.resolved)) ?? null
    const again = renewed === null ? null : await followAgain(http, options, request, renewed)
    if (again !== null) return again
  }
  return follow(http, options, request, request.url)
}

/** Null where the link has expired. A browser may tell no more than that it may not read the answer. */
async function followAgain(
  http: Http,
  options: EngineOptions,
  request: SourceRequest,
  resolved: string,
): Promise<OpenedSource | null> {
  try {
    const opened = await follow(http, options, request, resolved)
    if (!EXPIRED.has(opened.response.status)) return opened
    opened.response.discard()
    return null
  } catch (error) {
    if (isEngineError(error, 'forbidden')) return null
    throw error
  }
}

async function follow(http: Http, options: EngineOptions, request: SourceRequest, from: string): Promise<OpenedSource> {
  const own = await ownHeaders(options.headers, request.url)
  let url = from
  let sha256: string | null = null
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const credentials = isSameOrigin(url, request.url) ? own : {}
    const headers = { ...credentials, 'accept-encoding': 'identity', ...request.headers }
    const { signal, method, privateOrigins } = request
    const response = await http.request({ url, headers, signal, method, privateOrigins })
    sha256 ??= serverDigest(response.status, response.headers)
    if (!isRedirect(response.status)) return { response, resolved: response.url, sha256 }
    response.discard()
    url = redirectTarget(url, response.headers.location, options.allowInsecureHttp ?? false)
  }
  throw new EngineError(
    'too-many-redirects',
    `${displayUrl(request.url)} redirects more than ${MAX_REDIRECTS} times, perhaps in a circle. Check the URL.`,
  )
}

async function ownHeaders(option: HeadersOption | undefined, url: string): Promise<Readonly<Record<string, string>>> {
  const given = typeof option === 'function' ? await askForHeaders(option, url) : (option ?? {})
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]))
}

async function askForHeaders(
  option: Exclude<HeadersOption, Readonly<Record<string, string>>>,
  url: string,
): Promise<Readonly<Record<string, string>>> {
  try {
    return await option(url)
  } catch (cause) {
    // The app's own words are left out: they may hold a secret.
    throw new EngineError(
      'unauthorized',
      `The engine's headers option failed for ${displayUrl(url)}, so the request was not sent. Look why the function throws, then try again.`,
      { cause },
    )
  }
}
