import type { Model } from '../core/model.js'

/** What Ollama calls the model of an address: without the scheme and, for its own library, without the host. */
export function pageName({ id, files }: Model): string {
  const [address] = files[0]?.urls ?? []
  if (address === undefined) return id
  const { host, pathname } = new URL(address)
  const path = decodeURIComponent(pathname).replace(/^\/+|\/+$/g, '')
  return host === 'ollama.com' || host === 'www.ollama.com' ? path.replace(/^library\//, '') : `${host}/${path}`
}

/** Whether two names mean one model to Ollama, which lists the shortest one: `library/Llama3.2` is `llama3.2:latest`. */
export function isSameName(one: string, other: string): boolean {
  return whole(one) === whole(other)
}

function whole(name: string): string {
  const path = name
    .toLowerCase()
    .replace(/^registry\.ollama\.ai\//, '')
    .replace(/^library\//, '')
  return /:[^/]*$/.test(path) ? path : `${path}:latest`
}
