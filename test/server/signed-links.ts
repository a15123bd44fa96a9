import { createHmac, randomBytes } from 'node:crypto'

export interface SignedLinkOptions {
  /** Milliseconds after which a link answers 403. Default null: never. */
  readonly lifetimeMs?: number | null
  /** Bytes served through a link after which it answers 403 to the next request. Default null: no bound. */
  readonly lifetimeBytes?: number | null
  /** Status of an expired link. Default 403. */
  readonly expiredStatus?: number
  /** Whether links lead to the second listener, as a real CDN's do. Default true. */
  readonly crossOrigin?: boolean
}

/** Makes and checks the links that `/resolve/…` redirects to. */
export interface SignedLinks {
  /** Path and query. */
  make(path: string): string
  /** A function that counts bytes served through the link; null where it is forged or has expired. */
  check(url: string): { path: string; served(bytes: number): void } | null
}

export function createSignedLinks(options: SignedLinkOptions): SignedLinks {
  const secret = randomBytes(16)
  const bytesByLink = new Map<string, number>()
  const sign = (path: string, expires: string, link: string): string =>
    createHmac('sha256', secret).update(`${path}\n${expires}\n${link}`).digest('hex').slice(0, 32)
  return {
    make(path) {
      const expires = options.lifetimeMs == null ? 'never' : String(Date.now() + options.lifetimeMs)
      const link = randomBytes(6).toString('hex')
      return `/cdn${path}?expires=${expires}&link=${link}&sig=${sign(path, expires, link)}`
    },
    check(url) {
      const { pathname, searchParams } = new URL(url, 'http://loopback')
      const path = decodeURIComponent(pathname.slice('/cdn'.length))
      const expires = searchParams.get('expires') ?? ''
      const link = searchParams.get('link') ?? ''
      const used = bytesByLink.get(link) ?? 0
      if (searchParams.get('sig') !== sign(path, expires, link)) return null
      if (expires !== 'never' && Date.now() >= Number(expires)) return null
      if (options.lifetimeBytes != null && used >= options.lifetimeBytes) return null
      return { path, served: (bytes) => bytesByLink.set(link, (bytesByLink.get(link) ?? 0) + bytes) }
    },
  }
}
