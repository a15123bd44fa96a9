import type { ConnectTauriCommandsOptions, TauriEventNames } from './connect-tauri-commands.js'

/** What the backend says of the one download that it has. */
export type BackendEvent =
  | { readonly type: 'progress'; readonly downloaded: number; readonly total: number | null }
  | { readonly type: 'error'; readonly message: string }
  | { readonly type: 'retry'; readonly message: string }

const EVENTS: TauriEventNames = { progress: 'download_progress', error: 'download_error', retry: 'download_retry' }

/** Hears the backend's events; each of the functions given back ends one. */
export async function hearBackend(
  { listen, events }: Pick<ConnectTauriCommandsOptions, 'listen' | 'events'>,
  onEvent: (event: BackendEvent) => void,
): Promise<readonly (() => void)[]> {
  const names = { ...EVENTS, ...events }
  return [
    await listen(names.progress, ({ payload }) => onEvent(progressOf(payload))),
    await listen(names.error, ({ payload }) => onEvent({ type: 'error', message: textOf(payload) })),
    await listen(names.retry, ({ payload }) => onEvent({ type: 'retry', message: textOf(payload) })),
  ]
}

function progressOf(payload: unknown): BackendEvent {
  const { downloaded, total } = fieldsOf(payload)
  return { type: 'progress', downloaded: count(downloaded) ?? 0, total: count(total) }
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.floor(value) : null
}

function textOf(payload: unknown): string {
  if (typeof payload === 'string') return payload
  const { message, error } = fieldsOf(payload)
  return typeof message === 'string' ? message : typeof error === 'string' ? error : ''
}

function fieldsOf(payload: unknown): Record<string, unknown> {
  return (typeof payload === 'object' && payload !== null ? payload : {}) as Record<string, unknown>
}
