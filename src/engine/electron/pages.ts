import { EngineError } from '../core/errors.js'

/** A page that asks for the engine. */
export interface ElectronPage {
  readonly url: string
  /** False for a frame inside a page. */
  readonly isMainFrame: boolean
}

/** Which pages are served: beginnings of URLs, for main frames only, or a function that decides. */
export type ElectronPages = readonly string[] | ((page: ElectronPage) => boolean)

/** @throws EngineError `invalid-command` where a beginning is no URL. */
export function pageFilter(pages: ElectronPages): (page: ElectronPage) => boolean {
  if (typeof pages === 'function') return pages
  const allowed = pages.map(parse)
  return ({ url, isMainFrame }) => {
    if (!isMainFrame) return false
    try {
      const asked = parse(url)
      return allowed.some((start) => asked.place === start.place && isInside(asked.path, start.path))
    } catch {
      return false
    }
  }
}

function parse(url: string): { readonly place: string; readonly path: string } {
  try {
    const { protocol, host, pathname } = new URL(url)
    return { place: `${protocol}//${host}`, path: pathname }
  } catch {
    throw new EngineError(
      'invalid-command',
      `pages lists ${JSON.stringify(url)}, which is no URL. Write it like "app://bundle/" or "http://localhost:5173".`,
    )
  }
}

/** At the border of a folder: `/app` is not inside `/ap`. */
function isInside(path: string, start: string): boolean {
  return path === start || path.startsWith(start.endsWith('/') || start === '' ? start : `${start}/`)
}
