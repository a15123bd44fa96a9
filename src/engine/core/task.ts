/** What a run is to do for a download: fetch it, hash again what is there, or take over what the user has. */
export type Task =
  | { readonly type: 'fetch' }
  | { readonly type: 'verify' }
  | { readonly type: 'adopt'; readonly location: string; readonly link: boolean }

export const FETCH: Task = { type: 'fetch' }
export const VERIFY: Task = { type: 'verify' }

/** Reads a task that came from disk. What is not to be adopted is to be fetched. */
export function parseTask(value: unknown): Task {
  if (typeof value !== 'object' || value === null) return FETCH
  const { location, link } = value as Record<string, unknown>
  return typeof location === 'string' ? { type: 'adopt', location, link: link === true } : FETCH
}
